"""What clients really send: too early, too late, about nothing, nonsense, and all at once."""

import asyncio
from typing import Any

import pytest

from portlens import analysis
from tests.lsp._wire import URI, Wire, at

COMPOSE = 'services:\n  db:\n    image: postgres\n    ports: ["5432:99", "99999:1"]\n'
PULL = {"textDocument": {"diagnostic": {}}}

REQUESTS = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/inlayHint",
    "textDocument/diagnostic",
]


def about(uri: str, line: int = 0, character: int = 0) -> dict[str, Any]:
    """Return parameters that fit every request about a document."""
    place = at(uri, line, character)
    end = {"line": min(line + 99, 2**31 - 1), "character": character}
    return {
        **place,
        "range": {"start": place["position"], "end": end},
        "context": {
            "diagnostics": [],
            "includeDeclaration": True,
            "triggerKind": 1,
            "isRetrigger": False,
        },
        "newName": "81",
    }


async def test_before_initialize_and_after_shutdown() -> None:
    wire = Wire()
    wire.notify("textDocument/didOpen", {"textDocument": "nonsense"})
    assert (await wire.refusal("textDocument/hover", about(URI)))["code"] == -32002
    assert (await wire.refusal("shutdown"))["code"] == -32002
    await wire.initialize()
    assert (await wire.refusal("initialize", {"capabilities": {}}))["code"] == -32600
    assert await wire.ask("shutdown") is None
    assert (await wire.refusal("textDocument/hover", about(URI)))["code"] == -32600
    assert (await wire.refusal("shutdown"))["code"] == -32600
    wire.open(COMPOSE)
    assert wire.protocol.exit_code is None
    wire.notify("exit")
    assert wire.protocol.exit_code == 0


async def test_exit_without_shutdown_is_a_failure() -> None:
    wire = Wire()
    await wire.initialize()
    wire.notify("exit")
    assert wire.protocol.exit_code == 1


@pytest.mark.parametrize("method", REQUESTS)
@pytest.mark.parametrize(
    "uri",
    [
        "file:///gone.yaml",
        "untitled:Untitled-1",
        "vscode-remote://ssh-remote%2Bhost/etc/nginx/nginx.conf",
        "no uri at all",
        "",
        "file:///%E6%B8%AF/%zz.yaml",
    ],
)
async def test_documents_that_are_not_open(method: str, uri: str) -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    result = await wire.ask(method, about(uri))
    assert not result or result.get("items") == []


@pytest.mark.parametrize("method", REQUESTS)
async def test_documents_of_other_formats_and_closed_ones(method: str) -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open("print(80)", "file:///site/a.py", "python")
    wire.open(COMPOSE)
    wire.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    for uri in ("file:///site/a.py", URI):
        result = await wire.ask(method, about(uri))
        assert not result or result.get("items") == []


@pytest.mark.parametrize("method", REQUESTS)
@pytest.mark.parametrize("place", [(0, 10_000), (3, 2**31 - 1), (10_000, 0), (2**31 - 1, 5)])
async def test_positions_past_the_end(method: str, place: tuple[int, int]) -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open(COMPOSE)
    answer = await wire.answer(wire.begin(method, about(URI, *place)))
    refused = {"textDocument/prepareRename": -32803, "textDocument/rename": -32803}
    assert answer.get("error", {}).get("code") == refused.get(method)


@pytest.mark.parametrize(
    "params", [None, [], {}, "text", {"textDocument": None}, {"textDocument": []}]
)
@pytest.mark.parametrize("method", REQUESTS)
async def test_wrong_parameters_are_refused(method: str, params: object) -> None:
    wire = Wire()
    await wire.initialize()
    answer = await wire.answer(wire.begin(method, params))
    assert "traceback" not in str(answer).lower()
    assert answer["error"]["code"] == -32602


async def test_unknown_methods() -> None:
    wire = Wire()
    await wire.initialize()
    assert (await wire.refusal("textDocument/moniker", {}))["code"] == -32601
    assert (await wire.refusal("$/secret"))["code"] == -32601
    before = len(wire.written)
    wire.notify("$/secret", {})
    wire.notify("textDocument/didOpen", None)
    for strange in ({"id": 99}, {"id": []}, {}, None, []):
        wire.notify("$/cancelRequest", strange)
    wire.notify("$/setTrace", {"value": "off"})
    wire.send({"jsonrpc": "2.0", "id": "who?", "result": None})
    wire.send({"jsonrpc": "2.0", "id": ["who?"], "error": None})
    assert len(wire.written) == before


@pytest.mark.parametrize(
    "message",
    [[], 7, None, "text", [{"id": 1, "method": "x"}], {"id": [], "method": "shutdown"}],
)
async def test_what_is_no_message_is_refused(message: object) -> None:
    wire = Wire()
    wire.send(message)
    assert wire.written[-1]["error"]["code"] == -32600


@pytest.mark.parametrize(
    ("uri", "language"),
    [
        ("untitled:Untitled-1", "dockercompose"),
        ("untitled:compose.yaml", "yaml"),
        ("vscode-remote://wsl%2Bdebian/home/me/compose.yaml", "yaml"),
        ("file://wsl%24/Debian/home/me/compose.yaml", "yaml"),
        ("file:///c%3A/Users/me/docker-compose.yml", "yaml"),
        ("file:///home/me/%E6%B8%AF%E6%B9%BE/my%20app/compose.yaml", "yaml"),
        ("file:///home/me/港湾/100%25/compose.yaml", "yaml"),
    ],
)
async def test_uris(uri: str, language: str) -> None:
    wire = Wire()
    await wire.initialize(capabilities={"textDocument": {"publishDiagnostics": {}}})
    wire.open(COMPOSE, uri, language)
    hover = await wire.ask("textDocument/hover", at(uri, 3, 14))
    assert "postgresql" in hover["contents"]["value"]
    pushed = await wire.told("textDocument/publishDiagnostics")
    assert pushed["params"]["uri"] == uri
    found = await wire.ask(
        "textDocument/references", {**at(uri, 3, 14), "context": {"includeDeclaration": True}}
    )
    assert {each["uri"] for each in found} == {uri}


async def test_a_request_is_cancelled_while_it_waits() -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open(COMPOSE)
    first = wire.begin("textDocument/diagnostic", about(URI))
    second = wire.begin("textDocument/diagnostic", about(URI))
    wire.notify("$/cancelRequest", {"id": first})
    assert (await wire.answer(first))["error"]["code"] == -32800
    assert (await wire.answer(second))["result"]["kind"] == "full"
    wire.notify("$/cancelRequest", {"id": second})


@pytest.mark.parametrize("capabilities", [PULL, {}])
async def test_of_a_thousand_changes_only_the_last_is_judged(
    capabilities: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    analysing = analysis.analysing

    def counted(document: Any, context: Any) -> Any:
        judged.append(document.text)
        return analysing(document, context)

    monkeypatch.setattr(analysis, "analysing", counted)
    wire = Wire()
    await wire.initialize(capabilities=capabilities)
    wire.open("")
    start = {"line": 0, "character": 0}
    text = COMPOSE * 20
    questions = []
    for number, letter in enumerate(reversed(text[:1000])):
        wire.change(number + 2, {"range": {"start": start, "end": start}, "text": letter})
        if capabilities:
            questions.append(wire.begin("textDocument/diagnostic", about(URI)))
    for question in questions:
        assert (await wire.answer(question))["result"]["kind"] == "full"
    if not capabilities:
        pushed = await wire.told("textDocument/publishDiagnostics")
        assert pushed["params"]["version"] == 1001
        await asyncio.sleep(0.1)
        assert len(wire.messages("textDocument/publishDiagnostics")) == 1
    assert judged == [text[:1000]]


async def test_a_failing_handler_answers_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_document: object, _context: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(analysis, "analysing", broken)
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open(COMPOSE)
    error = await wire.refusal("textDocument/diagnostic", about(URI))
    assert error == {"code": -32603, "message": "RuntimeError: a bug"}
    assert (await wire.ask("textDocument/hover", at(URI, 3, 14))) is not None


async def test_changes_of_a_text_that_is_not_open_are_ignored() -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.change(2, {"text": COMPOSE})
    assert (await wire.pull())["items"] == []


async def test_whole_texts_and_several_changes_in_one_message() -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open("nothing")
    place = {"line": 3, "character": 13}
    end = {"line": 3, "character": 17}
    wire.change(2, {"text": COMPOSE}, {"range": {"start": place, "end": end}, "text": "70000"})
    assert [item["code"] for item in (await wire.pull())["items"]] == ["port-out-of-range"] * 2


async def test_an_old_client_opens_a_document_twice() -> None:
    wire = Wire()
    await wire.initialize(capabilities=PULL)
    wire.open("services: {}")
    wire.open(COMPOSE)
    assert (await wire.pull())["items"]
