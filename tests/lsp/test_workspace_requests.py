"""What is asked of the whole workspace: again and again, while files change, of many files."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from portlens.lsp import progress, turns
from tests.lsp._wire import Wire, at

REFRESHES = {
    "textDocument": {"diagnostic": {}},
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
WHOLE = {
    "symbols": ("workspace/symbol", {"query": "80"}),
    "diagnostics": ("workspace/diagnostic", {"previousResultIds": []}),
    "map": ("workspace/executeCommand", {"command": "portlens.portMap"}),
    "page": ("workspace/executeCommand", {"command": "portlens.portMapPage"}),
    "free": ("workspace/executeCommand", {"command": "portlens.nextFreePort"}),
}


def project(folder: Path, count: int, port: int = 8000) -> None:
    for number in range(count):
        place = folder / f"{number}"
        place.mkdir(exist_ok=True)
        text = f"services: {{a: {{ports: ['{port + number}:80', '{port}:81', '{port}:82']}}}}\n"
        (place / "compose.yaml").write_text(text)


async def start(folder: Path, capabilities: Any) -> Wire:
    wire = Wire()
    roots = [{"uri": folder.as_uri(), "name": "site"}]
    options = {"diagnosticMode": "workspace"}
    await wire.initialize(
        capabilities=capabilities, workspaceFolders=roots, initializationOptions=options
    )
    return wire


@pytest.mark.parametrize("has_progress", [False, True])
@pytest.mark.parametrize("name", WHOLE)
async def test_a_second_reading_that_takes_long(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, *, has_progress: bool
) -> None:
    """Each file counts as slow, as all of them together are after a branch switch."""
    monkeypatch.setattr(turns, "TURN", -1.0)
    monkeypatch.setattr(progress, "MANY", 10)
    project(tmp_path, 12)
    capabilities: Any = {"textDocument": {"diagnostic": {}}}
    if has_progress:
        capabilities["window"] = {"workDoneProgress": True}
    wire = await start(tmp_path, capabilities)
    first = wire.begin(*WHOLE[name])
    if has_progress:
        wire.reply(await wire.told("window/workDoneProgress/create"), None)
    before = (await wire.answer(first))["result"]
    project(tmp_path, 12, 9000)
    after = await wire.ask(*WHOLE[name])
    assert before
    assert (after == before) == (name == "free")
    shown = [each["params"]["value"] for each in wire.messages("$/progress")]
    assert [each["kind"] for each in shown[-1:]] == ["end"] * has_progress


async def test_a_branch_switch_is_shown_once(tmp_path: Path) -> None:
    project(tmp_path, 3)
    wire = await start(tmp_path, REFRESHES)
    before = len(wire.written)
    for number in range(1000):
        change = {"uri": (tmp_path / f"{number}/compose.yaml").as_uri(), "type": 2}
        wire.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    await asyncio.sleep(0.1)
    methods = [message["method"] for message in wire.written[before:]]
    assert sorted(methods) == [
        "workspace/codeLens/refresh",
        "workspace/diagnostic/refresh",
        "workspace/inlayHint/refresh",
    ]


async def test_every_view_knows_the_values_of_variables(tmp_path: Path) -> None:
    text = "services:\n  a: {ports: ['${P}:80']}\n  b: {ports: ['8082:80']}\n"
    (tmp_path / "compose.yaml").write_text(text)
    (tmp_path / ".env").write_text("P=8082\n")
    wire = await start(tmp_path, {"textDocument": {"diagnostic": {}}})
    uri = (tmp_path / "compose.yaml").as_uri()
    wire.open(text, uri)

    async def run(command: str, *arguments: object) -> Any:
        params = {"command": command, "arguments": arguments}
        return await wire.ask("workspace/executeCommand", params)

    (port,) = (await run("portlens.portMap"))["ports"]
    assert (port["first"], port["conflict"], len(port["uses"])) == (8082, True, 2)
    page = await run("portlens.portMapPage")
    assert page.count("**8082**") == 2  # under "Conflicts" and under "All ports"
    assert await run("portlens.nextFreePort", {"near": 8082}) == 8083
    found = await wire.ask("workspace/symbol", {"query": "8082"})
    places = [symbol["location"]["uri"].rpartition("/")[2] for symbol in found]
    # The value is found where it is written as well, which is where one changes it.
    assert sorted(places) == [".env", "compose.yaml", "compose.yaml"]
    outline = await wire.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [symbol["name"] for symbol in outline] == ["8082 → 80", "8082 → 80"]
    hover = await wire.ask("textDocument/hover", at(uri, 1, 16))
    assert "P is 8082" in hover["contents"]["value"]
    items = (await wire.pull(uri))["items"]
    assert "host-port-conflict" in [item["code"] for item in items]


FEATURE_METHODS = {
    "hover": "textDocument/hover",
    "completion": "textDocument/completion",
    "symbols": "textDocument/documentSymbol",
    "inlayHints": "textDocument/inlayHint",
    "highlights": "textDocument/documentHighlight",
    "codeActions": "textDocument/codeAction",
}


async def test_what_a_neighbour_gives_is_left_to_it(tmp_path: Path) -> None:
    """Beside a YAML server, a second outline is one too many; nothing else goes with it."""
    text = "services:\n  a: {ports: ['5432:5432', '70000:1']}\n"
    uri = (tmp_path / "compose.yaml").as_uri()
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}
    params = {**at(uri, 1, 15), "range": whole, "context": {"diagnostics": [], "triggerKind": 1}}
    (tmp_path / "portlens.toml").write_text("")
    for feature in FEATURE_METHODS:
        wire = Wire()
        roots = [{"uri": tmp_path.as_uri(), "name": "site"}]
        literals = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}
        options = {"disabledFeatures": [feature]}
        await wire.initialize(
            capabilities=literals, workspaceFolders=roots, initializationOptions=options
        )
        wire.open(text, uri)
        answers = {name: await wire.ask(method, params) for name, method in FEATURE_METHODS.items()}
        assert [name for name, answer in answers.items() if not answer] == [feature]
        wire.notify(
            "workspace/didChangeConfiguration",
            {"settings": {"portlens": {"disabledFeatures": ["no such"]}}},
        )
        assert wire.messages("window/showMessage")


async def test_the_page_of_a_rule() -> None:
    wire = Wire()
    await wire.initialize(locale="ja")
    params = {"command": "portlens.explain", "arguments": ["host-port-conflict"]}
    page = await wire.ask("workspace/executeCommand", params)
    assert "ルール `host-port-conflict`" in page
