"""Settings, folders and files on the disk: what changes around the texts."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from portlens.lsp import project
from tests.lsp._wire import Wire

NGINX = "server { listen 28081; listen 80; }\n"
PULL = {"textDocument": {"diagnostic": {}}}
ASKS = {**PULL, "workspace": {"configuration": True}}
REFRESHES = {
    **PULL,
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
}


async def codes(wire: Wire, uri: str) -> list[tuple[str, int]]:
    return [(item["code"], item["severity"]) for item in (await wire.pull(uri))["items"]]


async def start(folder: Path, capabilities: Any = None, **params: object) -> tuple[Wire, str]:
    wire = Wire()
    root = {"uri": folder.as_uri(), "name": "site"}
    await wire.initialize(capabilities=capabilities or PULL, workspaceFolders=[root], **params)
    uri = (folder / "nginx.conf").as_uri()
    wire.open(NGINX, uri, "nginx")
    return wire, uri


async def test_settings_come_with_initialize(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path, initializationOptions={"allowedPorts": [28081]})
    assert await codes(wire, uri) == []


async def test_settings_are_asked_for_and_change_at_once(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path, ASKS)
    request = await wire.told("workspace/configuration")
    assert request["params"] == {"items": [{"section": "portlens"}]}
    wire.reply(request, [{"severity": {"unregistered-port": "hint"}}])
    await asyncio.sleep(0.01)
    assert await codes(wire, uri) == [("unregistered-port", 4)]
    wire.notify("workspace/didChangeConfiguration", {"settings": None})
    wire.reply(await wire.told("workspace/configuration", 2), [{"allowedPorts": ["28000-28100"]}])
    await asyncio.sleep(0.01)
    assert await codes(wire, uri) == []


async def test_a_client_that_is_not_asked_tells_its_settings(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path)
    settings = {"portlens": {"severity": {"unregistered-port": "error"}}}
    wire.notify("workspace/didChangeConfiguration", {"settings": settings})
    assert await codes(wire, uri) == [("unregistered-port", 1)]
    wire.notify("workspace/didChangeConfiguration", {"settings": {"other": {}}})
    assert await codes(wire, uri) == [("unregistered-port", 2)]
    wire.notify("workspace/didChangeConfiguration", {"settings": []})
    assert await codes(wire, uri) == [("unregistered-port", 2)]


async def test_a_client_may_refuse_to_tell(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path, ASKS)
    request = await wire.told("workspace/configuration")
    error = {"code": -32601, "message": "no"}
    wire.send({"jsonrpc": "2.0", "id": request["id"], "error": error})
    assert await codes(wire, uri) == [("unregistered-port", 2)]


async def test_the_projects_file_goes_before_the_editor(tmp_path: Path) -> None:
    (tmp_path / "portlens.toml").write_text('[severity]\nunregistered-port = "hint"\n')
    options = {"severity": {"unregistered-port": "error", "cleartext-service": "error"}}
    wire, uri = await start(tmp_path, initializationOptions=options)
    assert await codes(wire, uri) == [("unregistered-port", 4)]


async def test_a_settings_file_that_changes_counts_at_once(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path)
    assert await codes(wire, uri) == [("unregistered-port", 2)]
    file = tmp_path / "portlens.toml"
    file.write_text("allowed_ports = [28081]\n")
    changes = {"changes": [{"uri": file.as_uri(), "type": 1}]}
    wire.notify("workspace/didChangeWatchedFiles", changes)
    assert await codes(wire, uri) == []
    file.write_text("")
    wire.notify("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})
    assert await codes(wire, uri) == [("unregistered-port", 2)]


async def test_a_wrong_value_is_told_once_and_ignored(tmp_path: Path) -> None:
    file = tmp_path / "portlens.toml"
    file.write_text('language = "fr"\nallowed_ports = [28081]\n')
    options = {"inlayHints": "loud", "colour": "red"}
    wire, uri = await start(tmp_path, initializationOptions=options)
    for _ in range(3):
        assert await codes(wire, uri) == []
        wire.notify("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})
    told = [message["params"]["message"] for message in wire.messages("window/showMessage")]
    assert len(told) == 3
    assert sum("inlayHints" in message for message in told) == 1
    assert sum("colour" in message for message in told) == 1
    assert sum("portlens.toml" in message for message in told) == 1


async def test_a_broken_file_is_told_once_and_ignored(tmp_path: Path) -> None:
    (tmp_path / "portlens.toml").write_text("allowed_ports = [\n")
    wire, uri = await start(tmp_path, locale="ja")
    for _ in range(2):
        assert await codes(wire, uri) == [("unregistered-port", 2)]
    assert len(wire.messages("window/showMessage")) == 1


async def test_language_of_client_and_setting(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path, locale="ja-JP")
    message = (await wire.pull(uri))["items"][0]["message"]
    assert not message.isascii()
    wire.notify("workspace/didChangeConfiguration", {"settings": {"portlens": {"language": "en"}}})
    assert (await wire.pull(uri))["items"][0]["message"].isascii()


async def test_what_is_registered_and_refreshed(tmp_path: Path) -> None:
    wire, _ = await start(tmp_path, REFRESHES)
    request = await wire.told("client/registerCapability")
    methods = [each["method"] for each in request["params"]["registrations"]]
    assert methods == ["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles"]
    watchers = request["params"]["registrations"][1]["registerOptions"]["watchers"]
    globs = {watcher["globPattern"] for watcher in watchers}
    assert {"**/portlens.toml", "**/.env", "**/*.env", "**/etc/services"} <= globs
    wire.reply(request, None)
    settings = {"portlens": {"inlayHints": "all"}}
    wire.notify("workspace/didChangeConfiguration", {"settings": settings})
    for kind in ("diagnostic", "inlayHint", "codeLens"):
        wire.reply(await wire.told(f"workspace/{kind}/refresh"), None)


async def test_several_folders_each_with_its_own_settings(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "nginx.conf").write_text(NGINX)
    (two / "portlens.toml").write_text("allowed_ports = [28081]\n")
    wire, first = await start(one)
    second = (two / "nginx.conf").as_uri()
    wire.open(NGINX, second, "nginx")
    assert await codes(wire, first) == [("unregistered-port", 2)]
    assert await codes(wire, second) == []
    wire.notify("textDocument/didClose", {"textDocument": {"uri": second}})

    async def symbols() -> set[str]:
        found = await wire.ask("workspace/symbol", {"query": "28081"})
        return {each["location"]["uri"] for each in found}

    assert await symbols() == {first}
    added = {"event": {"added": [{"uri": two.as_uri(), "name": "two"}], "removed": []}}
    wire.notify("workspace/didChangeWorkspaceFolders", added)
    assert await symbols() == {first, second}
    removed = {"event": {"added": [], "removed": [{"uri": two.as_uri(), "name": "two"}]}}
    wire.notify("workspace/didChangeWorkspaceFolders", removed)
    assert await symbols() == {first}


async def test_forced_push_although_the_client_can_pull(tmp_path: Path) -> None:
    wire, uri = await start(tmp_path, initializationOptions={"forcePushDiagnostics": True})
    pushed = await wire.told("textDocument/publishDiagnostics")
    assert pushed["params"]["uri"] == uri
    assert await codes(wire, uri) == [("unregistered-port", 2)]


async def test_the_whole_workspace_is_pushed_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text(NGINX)
    other = tmp_path / "sshd_config"
    other.write_text("Port 99999\n")
    (tmp_path / "portlens.toml").write_text('diagnostic_mode = "workspace"\n')
    wire, _ = await start(tmp_path, {"textDocument": {"publishDiagnostics": {}}})
    await wire.told("textDocument/publishDiagnostics", 2)
    pushed = {
        message["params"]["uri"]: [item["code"] for item in message["params"]["diagnostics"]]
        for message in wire.messages("textDocument/publishDiagnostics")
    }
    assert pushed[other.as_uri()] == ["port-out-of-range"]
    other.unlink()
    changes = {"changes": [{"uri": other.as_uri(), "type": 3}]}
    wire.notify("workspace/didChangeWatchedFiles", changes)
    last = await wire.told("textDocument/publishDiagnostics", 3)
    assert last["params"] == {"uri": other.as_uri(), "diagnostics": []}


async def test_workspace_diagnostics_of_open_files_only_are_none(tmp_path: Path) -> None:
    (tmp_path / "sshd_config").write_text("Port 99999\n")
    wire, _ = await start(tmp_path)
    gone = {"uri": (tmp_path / "sshd_config").as_uri(), "value": "known before"}
    found = await wire.ask("workspace/diagnostic", {"previousResultIds": [gone]})
    assert [(each["uri"], each["kind"], each["items"]) for each in found["items"]] == [
        (gone["uri"], "full", [])
    ]


async def test_a_folder_without_end_is_walked_for_a_while_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "nginx.conf").write_text(NGINX)
    monkeypatch.setattr(project, "MOST_FOLDERS", 5)
    wire, uri = await start(tmp_path)
    wire.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    found = await wire.ask("workspace/symbol", {"query": "28081"})
    assert len(found) == 4  # the root is a folder as well


async def test_reading_many_files_shows_progress(tmp_path: Path) -> None:
    for number in range(220):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "nginx.conf").write_text(NGINX)
    (tmp_path / "portlens.toml").write_text('diagnostic_mode = "workspace"\n')
    wire, _ = await start(tmp_path, {**PULL, "window": {"workDoneProgress": True}})
    question = wire.begin("workspace/diagnostic", {"previousResultIds": []})
    wire.reply(await wire.told("window/workDoneProgress/create"), None)
    assert len((await wire.answer(question))["result"]["items"]) == 221
    kinds = [message["params"]["value"]["kind"] for message in wire.messages("$/progress")]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"


async def test_each_folder_excludes_by_the_file_nearest_to_it(tmp_path: Path) -> None:
    for folder in ("a/b", "c"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "nginx.conf").write_text(NGINX)
    (tmp_path / "a/portlens.toml").write_text('exclude = ["b"]\n')
    wire, uri = await start(tmp_path, initializationOptions={"diagnosticMode": "workspace"})
    report = await wire.ask("workspace/diagnostic", {"previousResultIds": []})
    seen = {item["uri"] for item in report["items"]}
    assert seen == {uri, (tmp_path / "c/nginx.conf").as_uri()}
