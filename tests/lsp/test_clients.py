"""Clients that can everything, nothing, or what a real editor can."""

from typing import Any

import pytest
from lsprotocol import types
from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

from portlens.lsp.client import client_from
from tests.lsp._editor import URI, editor
from tests.lsp._wire import Wire, at

COMPOSE = (
    'services:\n  db:\n    image: mirror.example.org/postgres\n    ports: ["5432:99", "99999:1"]\n'
)

EDITORS = [
    "visual-studio-code",
    "neovim@v0.6.1",
    "neovim@v0.7.0",
    "neovim@v0.8.0",
    "neovim@v0.9.1",
    "neovim@v0.10.0",
    "neovim@v0.11.0",
    "emacs",
]


@pytest.mark.parametrize("name", EDITORS)
async def test_capabilities_of_real_editors(name: str) -> None:
    capabilities = client_capabilities(name)
    plain = get_converter().unstructure(capabilities)
    client = client_from({"capabilities": plain})
    async with editor(client.encoding, capabilities=capabilities) as it:
        push = it.next_push()
        it.open(COMPOSE)
        hover = await it.hover("5432:99")
        assert hover
        assert isinstance(hover.contents, types.MarkupContent)
        assert "postgresql" in hover.contents.value
        if client.pulls_diagnostics:
            found = (await it.pull()).items
            push.cancel()
        else:
            found = (await push).diagnostics
        assert [item.code for item in found] == ["port-out-of-range"]
        assert (await it.complete(it.texts[URI].index("5432") + 2)).items


async def test_a_client_that_supports_nothing() -> None:
    wire = Wire()
    result = await wire.initialize(capabilities={})
    offered = result["capabilities"]
    assert offered["positionEncoding"] == "utf-16"
    assert offered["codeActionProvider"] is False
    assert offered["renameProvider"] is True
    wire.open(COMPOSE)
    place = at(URI, 3, 14)
    hover = await wire.ask("textDocument/hover", place)
    assert hover["contents"]["kind"] == "plaintext"
    text = hover["contents"]["value"]
    assert "5432 · PostgreSQL\n" in text
    assert not any(sign in text for sign in ("**", "###", "](", "`"))
    pushed = await wire.told("textDocument/publishDiagnostics")
    (item,) = pushed["params"]["diagnostics"]
    assert set(item) == {"range", "severity", "code", "source", "message"}
    symbols = await wire.ask("textDocument/documentSymbol", {"textDocument": {"uri": URI}})
    assert {symbol["containerName"] for symbol in symbols} == {"services.db"}
    assert all("location" in symbol for symbol in symbols)
    edit = await wire.ask("textDocument/rename", {**place, "newName": "5433"})
    assert [change["newText"] for change in edit["changes"][URI]] == ["5433"]
    completion = await wire.ask("textDocument/completion", place)
    assert all("labelDetails" not in item for item in completion["items"])
    requests = [message for message in wire.written if "method" in message and "id" in message]
    assert requests == []


ODD: list[Any] = [None, [], "text", {}, {"capabilities": None}, {"capabilities": {"general": 7}}]


@pytest.mark.parametrize("params", ODD)
def test_odd_parameters_of_initialize_give_the_least_of_clients(params: object) -> None:
    client = client_from(params)
    assert client.encoding == "utf-16"
    assert not client.pulls_diagnostics


@pytest.mark.parametrize(
    ("params", "roots"),
    [
        ({"rootUri": "file:///site"}, ("file:///site",)),
        ({"rootPath": "/site"}, ("file:///site",)),
        ({"rootUri": "file:///a", "workspaceFolders": [{"uri": "file:///b"}]}, ("file:///b",)),
        ({"rootUri": None, "workspaceFolders": None}, ()),
        ({"workspaceFolders": [{"name": "no uri"}, 7]}, ()),
    ],
)
def test_roots(params: dict[str, object], roots: tuple[str, ...]) -> None:
    assert client_from(params).roots == roots


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-16", "utf-8"], "utf-16"),
        (["utf-7", "utf-32"], "utf-32"),
        ([], "utf-16"),
        ("utf-8", "utf-16"),
        (None, "utf-16"),
    ],
)
def test_encodings(offered: object, chosen: str) -> None:
    params = {"capabilities": {"general": {"positionEncodings": offered}}}
    assert client_from(params).encoding == chosen


async def test_a_rename_tells_what_it_leaves() -> None:
    wire = Wire()
    await wire.initialize()
    wire.open("services:\n  a:\n    ports: ['80:8000']\n    command: x 8000 --port 8000\n")
    found = await wire.ask("textDocument/rename", {**at(URI, 2, 17), "newName": "9000"})
    assert [edit["range"]["start"]["line"] for edit in found["changes"][URI]] == [2, 3]
    (shown,) = wire.messages("window/showMessage")
    assert "also stands at compose.yaml:4" in shown["params"]["message"]
