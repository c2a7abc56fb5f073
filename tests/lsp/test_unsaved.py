"""Files that speak of others, changed in the editor and not saved: what is typed counts."""

from pathlib import Path
from typing import Any

from tests.lsp._wire import Wire, at

NGINX = "server { listen 28081; }\n"
COMPOSE = 'services:\n  a:\n    ports: ["${PORT}:80"]\n  b:\n    ports: ["8080:80"]\n'
PULL = {"textDocument": {"diagnostic": {}}}
REFRESHES = {**PULL, "workspace": {"diagnostics": {"refreshSupport": True}}}


async def codes(wire: Wire, uri: str) -> list[str]:
    return [item["code"] for item in (await wire.pull(uri))["items"]]


async def start(folder: Path, capabilities: Any = None) -> Wire:
    wire = Wire()
    root = {"uri": folder.as_uri(), "name": "site"}
    await wire.initialize(capabilities=capabilities or PULL, workspaceFolders=[root])
    return wire


async def test_an_open_env_file_gives_the_values(tmp_path: Path) -> None:
    wire = await start(tmp_path)
    compose, env = (tmp_path / "compose.yaml").as_uri(), (tmp_path / ".env").as_uri()
    wire.open(COMPOSE, compose)
    assert await codes(wire, compose) == []
    wire.open("PORT=8080\n", env, "dotenv")
    assert "host-port-conflict" in " ".join(await codes(wire, compose))
    hover = await wire.ask("textDocument/hover", at(compose, 2, 16))
    assert "8080" in str(hover)
    wire.change(2, {"text": "PORT=8081\n"}, uri=env)
    assert await codes(wire, compose) == []
    wire.change(2, {"text": "PORT=8080\n"}, uri=env)  # a version that stands still
    assert await codes(wire, compose) != []
    wire.notify("textDocument/didClose", {"textDocument": {"uri": env}})
    assert await codes(wire, compose) == []


async def test_a_number_of_an_env_file_is_told_once_where_it_stands(tmp_path: Path) -> None:
    wire = await start(tmp_path, {"textDocument": {"diagnostic": {"relatedInformation": True}}})
    compose, env = (tmp_path / "compose.yaml").as_uri(), (tmp_path / ".env").as_uri()
    (tmp_path / ".env").write_text("PORT=99999\n", "utf-8")
    wire.open(COMPOSE, compose)
    assert await codes(wire, compose) == ["port-out-of-range"]  # nobody sees the other file
    wire.open("PORT=99999\n", env, "dotenv")
    assert await codes(wire, compose) == []
    assert await codes(wire, env) == ["port-out-of-range"]
    wire.change(2, {"text": "PORT=99999 # portlens: ignore[port-out-of-range]\n"}, uri=env)
    assert await codes(wire, env) == []
    assert await codes(wire, compose) == ["port-out-of-range"]
    wire.notify("textDocument/didClose", {"textDocument": {"uri": env}})
    assert await codes(wire, compose) == ["port-out-of-range"]


async def test_the_place_that_gets_the_number_is_told_with_it(tmp_path: Path) -> None:
    wire = await start(tmp_path, {"textDocument": {"diagnostic": {"relatedInformation": True}}})
    compose, env = (tmp_path / "compose.yaml").as_uri(), (tmp_path / ".env").as_uri()
    wire.open(COMPOSE, compose)
    wire.open("PORT=99999\n", env, "dotenv")
    (found,) = (await wire.pull(env))["items"]
    (related,) = found["relatedInformation"]
    assert related["location"]["uri"] == compose
    assert related["location"]["range"]["start"] == {"line": 2, "character": 13}
    assert related["message"] == "this port gets the number"


async def test_open_settings_count_before_they_are_saved(tmp_path: Path) -> None:
    wire = await start(tmp_path, REFRESHES)
    nginx, file = (tmp_path / "nginx.conf").as_uri(), (tmp_path / "portlens.toml").as_uri()
    wire.open(NGINX, nginx, "nginx")
    assert await codes(wire, nginx) == ["unregistered-port"]
    wire.open("", file, "toml")
    wire.change(2, {"text": "allowed_ports = [28081]\n"}, uri=file)
    assert await codes(wire, nginx) == []
    await wire.told("workspace/diagnostic/refresh")
    wire.notify("textDocument/didClose", {"textDocument": {"uri": file}})
    assert await codes(wire, nginx) == ["unregistered-port"]
    await wire.told("workspace/diagnostic/refresh", 2)


async def test_settings_half_typed_change_and_say_nothing(tmp_path: Path) -> None:
    wire = await start(tmp_path)
    nginx, file = (tmp_path / "nginx.conf").as_uri(), (tmp_path / "portlens.toml").as_uri()
    wire.open(NGINX, nginx, "nginx")
    wire.open("allowed_ports = [28081]\n", file, "toml")
    assert await codes(wire, nginx) == []
    for half in ("allowed_ports = [28081]\nlang", 'allowed_ports = [28081]\nlanguage = "j"\n'):
        wire.change(2, {"text": half}, uri=file)
        assert await codes(wire, nginx) == []
    assert wire.messages("window/showMessage") == []
    wire.notify("textDocument/didSave", {"textDocument": {"uri": file}})
    assert await codes(wire, nginx) == []
    assert len(wire.messages("window/showMessage")) == 1


async def test_findings_of_others_are_pushed_anew(tmp_path: Path) -> None:
    wire = await start(tmp_path, {"textDocument": {"publishDiagnostics": {}}})
    nginx, file = (tmp_path / "nginx.conf").as_uri(), (tmp_path / "portlens.toml").as_uri()
    wire.open(NGINX, nginx, "nginx")
    method = "textDocument/publishDiagnostics"
    assert (await wire.told(method))["params"]["diagnostics"]
    wire.open("allowed_ports = [28081]\n", file, "toml")
    assert (await wire.told(method, 2))["params"] == {"uri": nginx, "version": 1, "diagnostics": []}


async def test_however_many_files_a_project_has_a_number_is_told_once(tmp_path: Path) -> None:
    wire = await start(tmp_path)
    names = [f"part{number}.yaml" for number in range(20)]
    for name in names:
        (tmp_path / name).write_text(f"services: {{{name[:-5]}: {{image: x}}}}\n", "utf-8")
    compose, env = (tmp_path / "compose.yaml").as_uri(), (tmp_path / ".env").as_uri()
    wire.open(f"include: [{', '.join(names)}]\n{COMPOSE}", compose)
    wire.open("PORT=99999\n", env, "dotenv")
    assert await codes(wire, compose) == []
    assert await codes(wire, env) == ["port-out-of-range"]
