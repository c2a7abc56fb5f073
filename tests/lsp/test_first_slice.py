"""Hover, completion and diagnostics through a real process, in every encoding, pulled and pushed.

The text before each port holds what the encodings count differently, and a line separator, at
which the protocol ends no line.
"""

import pytest
from lsprotocol import types

from tests.lsp._editor import URI, editor

ENCODINGS = ["utf-8", "utf-16", "utf-32"]

COMPOSE = """\
# 港 🐘\u2028# compose
services:
  db:
    image: mirror.example.org/postgres:16
    ports:
      - "5432:99" # 🐘
      - {published: "80800", target: 80, name: "港🐘"}
"""


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_hover(encoding: str) -> None:
    async with editor(encoding) as it:
        it.open(COMPOSE)
        hover = await it.hover("5432:99")
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "postgresql" in hover.contents.value
        assert hover.range == it.range("5432")


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_pulled_diagnostics_stay_unchanged_until_the_text_does(encoding: str) -> None:
    async with editor(encoding) as it:
        it.open(COMPOSE)
        first = await it.pull()
        assert [(item.code, item.range) for item in first.items] == [
            ("port-out-of-range", it.range("80800"))
        ]
        assert first.items[0].source == "portlens"
        again = await it.pull(first.result_id)
        assert again.kind == "unchanged"
        start = it.texts[URI].index("80800")
        it.change(start, start + 5, "8080", version=2)
        third = await it.pull(first.result_id)
        assert not third.items
        assert not it.client.diagnostics


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_pushed_diagnostics_carry_the_version_and_go_when_the_text_closes(
    encoding: str,
) -> None:
    async with editor(encoding, pulls=False) as it:
        push = it.next_push()
        it.open(COMPOSE)
        first = await push
        assert [(item.code, item.range) for item in first.diagnostics] == [
            ("port-out-of-range", it.range("80800"))
        ]
        start = it.texts[URI].index("\u2028")
        push = it.next_push()
        it.change(start + 1, start + 2, "\n# 象", version=2)
        second = await push
        assert [item.range for item in second.diagnostics] == [it.range("80800")]
        push = it.next_push()
        it.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(URI))
        )
        last = await push
        assert not last.diagnostics
        assert (first.version, second.version, last.version) == (1, 2, None)


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_completion_by_service_name(encoding: str) -> None:
    async with editor(encoding) as it:
        it.open(COMPOSE)
        start = it.texts[URI].index("80800")
        it.change(start, start + 5, "postg", version=2)
        found = await it.complete(start + 5)
        best = found.items[0]
        assert isinstance(best.text_edit, types.TextEdit)
        assert best.text_edit.new_text == "5432"
        assert best.text_edit.range == types.Range(it.position(start), it.position(start + 5))
        assert len(found.items) <= 100
