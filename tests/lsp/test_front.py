"""The front answers as the whole server does, before that is imported."""

import json
from collections.abc import Sequence

import pytest

from portlens.lsp.frames import frame
from portlens.lsp.front import Greeted, greet

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"capabilities": {"general": {"positionEncodings": ["utf-8", "utf-16"]}}},
}
HOVER = {"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}
EXIT = {"jsonrpc": "2.0", "method": "exit"}


def met(*chunks: bytes) -> tuple[Greeted, list[dict[str, object]]]:
    """Let the front read `chunks`, one at a time, and return what came of it and its answers."""
    rest = iter([*chunks, b""])
    written: list[bytes] = []
    greeted = greet(lambda: next(rest), written.append)
    return greeted, [json.loads(data.partition(b"\r\n\r\n")[2]) for data in written]


def test_initialize_is_answered_and_what_follows_is_kept() -> None:
    greeted, answers = met(frame(INITIALIZE) + frame(HOVER))
    assert greeted.params == INITIALIZE["params"]
    assert json.loads(greeted.rest.take() or b"") == HOVER
    assert [answer["id"] for answer in answers] == [1]
    assert answers[0]["result"]["capabilities"]["positionEncoding"] == "utf-8"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_messages_may_come_in_any_pieces(size: int) -> None:
    whole = frame(INITIALIZE) + frame(HOVER)
    chunks = [whole[at : at + size] for at in range(0, len(whole), size)]
    greeted, answers = met(*chunks)
    assert greeted.params == INITIALIZE["params"]
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ([HOVER], [-32002]),
        ([EXIT | {"method": "initialized"}, HOVER], [-32002]),
        ([[], "text", None], [-32600, -32600, -32600]),
        ([INITIALIZE | {"method": "shutdown"}], [-32002]),
        ([{"jsonrpc": "2.0", "id": 3, "result": None}], []),
    ],
)
def test_what_comes_before_initialize_is_refused(
    before: Sequence[object], codes: list[int]
) -> None:
    greeted, answers = met(*map(frame, before), frame(INITIALIZE))
    assert [answer["error"]["code"] for answer in answers[:-1]] == codes
    assert "result" in answers[-1]
    assert greeted.exit_code is None


def test_garbage_is_refused_and_skipped() -> None:
    greeted, answers = met(b"Content-Length: 3\r\n\r\n{{{" + frame(INITIALIZE))
    assert answers[0]["error"]["code"] == -32700
    assert greeted.exit_code is None


def test_other_headers_and_other_case_are_fine() -> None:
    body = json.dumps(INITIALIZE).encode()
    header = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: %d"
    greeted, _ = met(header % len(body) + b"\r\n\r\n" + body)
    assert greeted.params == INITIALIZE["params"]


@pytest.mark.parametrize(
    "given", [b"", b"Content-Length: 99\r\n\r\n{", b"GET / HTTP/1.1\r\n\r\n", frame(EXIT)]
)
def test_who_leaves_before_initialize_ends_the_process(given: bytes) -> None:
    greeted, answers = met(given)
    assert (greeted.params, greeted.exit_code) == (None, 1)
    assert not answers


def test_params_may_be_missing() -> None:
    greeted, answers = met(frame({"id": 0, "method": "initialize"}))
    assert greeted.params == {}
    assert answers[0]["result"]["capabilities"]["positionEncoding"] == "utf-16"
