"""Whatever is worked on, other questions are answered between its steps; clocks are not asked.

Steps alone are held up here, as where there are no threads; `test_stack` has the rest.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from portlens.lsp import turns
from portlens.lsp.stack import Plain
from portlens.rules.registry import rules_for
from tests.lsp._wire import URI, Wire, at

SERVICES = 40
HOSTILE = "services:\n" + "".join(
    f"  s{i}: {{image: x, ports: ['8080:80']}}\n" for i in range(SERVICES)
)
CALM = "file:///calm/nginx.conf"
SPAN = {"start": {"line": 5, "character": 0}, "end": {"line": 5, "character": 99}}
LONG: dict[str, dict[str, Any]] = {
    "textDocument/diagnostic": {"textDocument": {"uri": URI}},
    "textDocument/codeAction": {
        "textDocument": {"uri": URI},
        "range": SPAN,
        "context": {"diagnostics": []},
    },
    "textDocument/rename": {**at(URI, 5, 27), "newName": "8081"},
}
PULLS = {"textDocument": {"diagnostic": {}, "codeAction": {"codeActionLiteralSupport": {}}}}


@pytest.fixture(autouse=True)
def _every_step_lasts_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "stack_of", Plain)
    monkeypatch.setattr(turns, "TURN", -1.0)
    monkeypatch.setattr(turns, "REST", 0.001)


async def begin(capabilities: dict[str, Any]) -> Wire:
    wire = Wire()
    await wire.initialize(capabilities=capabilities)
    wire.open("http { server { listen 8443; } }", CALM, "nginx")
    wire.open(HOSTILE)
    return wire


async def hover_elsewhere(wire: Wire) -> None:
    """Ask and get the answer before anything else has its turn."""
    number = wire.begin("textDocument/hover", at(CALM, 0, 25))
    assert wire.written[-1]["id"] == number
    assert "8443" in wire.written[-1]["result"]["contents"]["value"]


@pytest.mark.parametrize("method", LONG)
async def test_a_hover_elsewhere_waits_for_a_single_step(method: str) -> None:
    wire = await begin(PULLS)
    long = wire.begin(method, LONG[method])
    between = 0
    while not any(each.get("id") == long for each in wire.written):
        await hover_elsewhere(wire)
        between += 1
        await asyncio.sleep(0)
    answer = await wire.answer(long)
    assert answer.get("result"), answer
    # Each rule had its turn, and each finding: a new rule cannot do its work in one with others.
    assert between > len(list(rules_for("compose"))) + SERVICES


PLAIN: dict[str, dict[str, Any]] = {
    "textDocument/hover": at(URI, 5, 27),
    "textDocument/completion": at(URI, 5, 27),
    "textDocument/documentSymbol": {"textDocument": {"uri": URI}},
    "textDocument/documentHighlight": at(URI, 5, 27),
    "textDocument/inlayHint": {"textDocument": {"uri": URI}, "range": SPAN},
    "textDocument/codeLens": {"textDocument": {"uri": URI}},
    "textDocument/prepareRename": at(URI, 5, 27),
}


@pytest.mark.parametrize("method", PLAIN)
async def test_what_a_long_text_is_asked_is_made_in_turns(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = await begin(PULLS)
    at_once = await wire.ask(method, PLAIN[method])
    monkeypatch.setattr(turns, "LONG", len(HOSTILE))
    wire = await begin(PULLS)
    asked = wire.begin(method, PLAIN[method])
    between = 0
    while not any(each.get("id") == asked for each in wire.written):
        await hover_elsewhere(wire)
        between += 1
        await asyncio.sleep(0)
    # The reading, what other files say, the program, what it starts, the network, the places.
    assert between >= 6
    assert (await wire.answer(asked))["result"] == at_once


async def test_a_long_text_that_changes_meanwhile_is_asked_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "LONG", 10)
    wire = await begin(PULLS)
    asked = wire.begin("textDocument/hover", at(URI, 0, 34))
    await asyncio.sleep(0)
    wire.change(2, {"text": "services: {a: {image: x, ports: ['9443:443']}}\n"})
    result = (await wire.answer(asked))["result"]
    assert "9443" in result["contents"]["value"]


async def test_a_hover_elsewhere_passes_a_push() -> None:
    wire = await begin({})
    between = 0
    while len(pushed := wire.messages("textDocument/publishDiagnostics")) < 2:
        await hover_elsewhere(wire)
        between += len(pushed)  # the first is of the other file: then the work begins
        await asyncio.sleep(0)
    assert between > len(list(rules_for("compose"))) + SERVICES


async def test_what_changes_meanwhile_is_what_is_judged() -> None:
    wire = await begin(PULLS)
    long = wire.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"])
    for _ in range(20):
        await asyncio.sleep(0)
    wire.change(2, {"text": "services: {a: {image: x, ports: ['80000:80']}}\n"})
    items = (await wire.answer(long))["result"]["items"]
    assert [each["code"] for each in items] == ["port-out-of-range"]


@pytest.mark.parametrize("method", ["textDocument/codeAction", "textDocument/rename"])
async def test_edits_of_a_text_that_is_gone_are_not_offered(method: str) -> None:
    wire = await begin(PULLS)
    long = wire.begin(method, LONG[method])
    for _ in range(20):
        await asyncio.sleep(0)
    wire.change(2, {"text": "services: {}\n"})
    assert (await wire.answer(long))["error"]["code"] == turns.CONTENT_MODIFIED


async def test_of_many_who_ask_for_the_same_the_first_does_the_work() -> None:
    wire = await begin(PULLS)
    questions = [
        wire.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"]) for _ in range(50)
    ]
    steps = 0
    while not any(each.get("id") == questions[-1] for each in wire.written):
        steps += 1
        await asyncio.sleep(0)
    found = {str((await wire.answer(each))["result"]["resultId"]) for each in questions}
    assert len(found) == 1
    alone = await begin(PULLS)
    last = alone.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"])
    steps_alone = 0
    while not any(each.get("id") == last for each in alone.written):
        steps_alone += 1
        await asyncio.sleep(0)
    # Each of the others puts the findings that are there into words, and judges nothing.
    assert steps < steps_alone + 50 * (2 * SERVICES + 5)


async def test_who_types_elsewhere_is_answered_however_long_the_rest_takes() -> None:
    wire = await begin(PULLS)
    rows = (f"  s{i}: {{image: x, ports: ['8080:80']}}\n" for i in range(20 * SERVICES))
    wire.change(2, {"text": "services:\n" + "".join(rows)})
    long = wire.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"])
    for version in range(2, 12):
        wire.change(version, {"text": f"http {{ server {{ listen {version}; }} }}"}, uri=CALM)
        asked = {"textDocument": {"uri": CALM}, "previousResultId": None}
        short = wire.begin("textDocument/diagnostic", asked)
        # The next keystroke comes long before all of the other file can be judged.
        for _ in range(5 * SERVICES):
            await asyncio.sleep(0)
        assert any(each.get("id") == short for each in wire.written)
    assert not any(each.get("id") == long for each in wire.written)
    wire.change(3, {"text": "services: {}\n"})
    assert (await wire.answer(long))["result"]["kind"] == "full"


@pytest.mark.parametrize("command", ["portlens.portMap", "portlens.portGraph"])
async def test_what_is_told_of_all_files_is_of_one_moment(command: str) -> None:
    wire = await begin(PULLS)
    long = wire.begin("workspace/executeCommand", {"command": command})
    for _ in range(20):
        await asyncio.sleep(0)
    wire.change(2, {"text": "\n\n\nservices: {a: {image: x, ports: ['9090:90']}}\n"})
    told = json.dumps((await wire.answer(long))["result"])
    assert "9090" in told
    assert "8080" not in told
    assert '"line": 3' in told


async def test_a_cancelled_question_leaves_the_turn_to_others() -> None:
    wire = await begin(PULLS)
    first = wire.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"])
    second = wire.begin("textDocument/diagnostic", LONG["textDocument/diagnostic"])
    for _ in range(20):
        await asyncio.sleep(0)
    wire.notify("$/cancelRequest", {"id": first})
    assert (await wire.answer(first))["error"]["code"] == -32800
    assert (await wire.answer(second))["result"]["kind"] == "full"


async def test_all_files_are_judged_in_turns(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "compose.yaml").write_text(HOSTILE)
    wire = Wire()
    roots = [{"uri": tmp_path.as_uri(), "name": "all"}]
    await wire.initialize(
        capabilities=PULLS,
        workspaceFolders=roots,
        initializationOptions={"diagnosticMode": "workspace"},
    )
    wire.open("http { server { listen 8443; } }", CALM, "nginx")
    long = wire.begin("workspace/diagnostic", {"previousResultIds": []})
    between = 0
    while not any(each.get("id") == long for each in wire.written):
        await hover_elsewhere(wire)
        between += 1
        await asyncio.sleep(0)
    assert between > 3 * (len(list(rules_for("compose"))) + SERVICES)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("workspace/symbol", {"query": "8080"}),
        ("workspace/executeCommand", {"command": "portlens.nextFreePort"}),
    ],
)
async def test_a_first_scan_lets_others_pass_at_each_folder_and_file(
    method: str, params: object, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"empty{number}").mkdir()
    for number in range(10):
        (tmp_path / f"full{number}").mkdir()
        (tmp_path / f"full{number}" / "compose.yaml").write_text("services: {a: {ports: [80]}}\n")
    wire = Wire()
    roots = [{"uri": tmp_path.as_uri(), "name": "all"}]
    await wire.initialize(capabilities=PULLS, workspaceFolders=roots)
    wire.open("http { server { listen 8443; } }", CALM, "nginx")
    long = wire.begin(method, params)
    between = 0
    while not any(each.get("id") == long for each in wire.written):
        await hover_elsewhere(wire)
        between += 1
        await asyncio.sleep(0)
    # The walk, the reading, what the files name, and what is made of each.
    assert between > 30 + 10 + 3 * 10
