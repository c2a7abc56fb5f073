"""An idle editor is idle: a client that asks for all findings again and again waits for news."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from portlens.lsp.handlers import workspace_diagnostics
from tests.lsp._wire import Wire

METHOD = "workspace/diagnostic"
GOOD = "services: {a: {image: x, ports: ['8080:80']}}\n"
WRONG = "services: {a: {image: x, ports: ['80800:80']}}\n"
WATCHES = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
}


@pytest.fixture(autouse=True)
def no_breath(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace_diagnostics, "BREATH", 0.0)


async def start(folder: Path, mode: str, capabilities: Any = WATCHES) -> Wire:
    (folder / "compose.yaml").write_text(WRONG)
    wire = Wire()
    await wire.initialize(
        capabilities=capabilities,
        workspaceFolders=[{"uri": folder.as_uri(), "name": "site"}],
        initializationOptions={"diagnosticMode": mode},
    )
    return wire


async def pull(wire: Wire) -> dict[str, Any]:
    """Ask for the first time, which is answered at once; return what to ask the next time."""
    items = (await wire.ask(METHOD, {"previousResultIds": []}))["items"]
    return {"previousResultIds": [{"uri": i["uri"], "value": i["resultId"]} for i in items]}


async def is_open(wire: Wire, number: int) -> bool:
    """Tell whether a question has no answer, with all that could give one done."""
    for _ in range(200):
        await asyncio.sleep(0)
    return all(each.get("id") != number for each in wire.written)


def change(wire: Wire, path: Path, text: str) -> None:
    path.write_text(text)
    change = {"uri": path.as_uri(), "type": 2}
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [change]})


async def test_the_second_answer_comes_with_news(tmp_path: Path) -> None:
    wire = await start(tmp_path, "workspace")
    number = wire.begin(METHOD, await pull(wire))
    assert await is_open(wire, number)
    change(wire, tmp_path / "compose.yaml", WRONG)  # nothing else is found in it
    assert await is_open(wire, number)
    change(wire, tmp_path / "compose.yaml", GOOD)
    (item,) = (await wire.answer(number))["result"]["items"]
    assert (item["kind"], item["items"]) == ("full", [])


async def test_what_came_between_two_questions_is_told_at_once(tmp_path: Path) -> None:
    wire = await start(tmp_path, "workspace")
    known = await pull(wire)
    change(wire, tmp_path / "compose.yaml", GOOD)
    (item,) = (await wire.ask(METHOD, known))["items"]
    assert item["kind"] == "full"


async def test_where_only_open_files_are_judged_there_is_no_news(tmp_path: Path) -> None:
    wire = await start(tmp_path, "openFiles")
    known = await pull(wire)
    assert known == {"previousResultIds": []}
    number = wire.begin(METHOD, known)
    change(wire, tmp_path / "compose.yaml", GOOD)
    assert await is_open(wire, number)


async def test_no_question_waits_for_ever_and_then_all_is_looked_at_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "parts" / "other.yml"  # a name that no client is asked to watch
    other.parent.mkdir()
    other.write_text("services: {b: {image: x, ports: ['8080:80']}}\n")
    wire = await start(tmp_path, "workspace")
    change(wire, tmp_path / "compose.yaml", "include: [parts/other.yml]\n" + GOOD)
    known = await pull(wire)
    monkeypatch.setattr(workspace_diagnostics, "LONGEST", 0.0)
    assert {item["kind"] for item in (await wire.ask(METHOD, known))["items"]} == {"unchanged"}
    other.write_text("services: {b: {image: x, ports: ['8081:80']}}\n")
    found = (await wire.ask(METHOD, known))["items"]
    assert [item["items"] for item in found if item["kind"] == "full"] == [[]]


async def test_nobody_waits_where_files_are_not_watched(tmp_path: Path) -> None:
    wire = await start(tmp_path, "workspace", {"textDocument": {"diagnostic": {}}})
    (item,) = (await wire.ask(METHOD, await pull(wire)))["items"]
    assert item["kind"] == "unchanged"


@pytest.mark.parametrize("ending", ["$/cancelRequest", "shutdown"])
async def test_who_waits_has_an_answer_in_the_end(tmp_path: Path, ending: str) -> None:
    wire = await start(tmp_path, "workspace")
    number = wire.begin(METHOD, await pull(wire))
    assert await is_open(wire, number)
    if ending == "shutdown":
        await wire.ask(ending)
    else:
        wire.notify(ending, {"id": number})
    assert "error" in await wire.answer(number)
