"""A text whose name says nothing is what another file names it as, for as long as it does."""

from pathlib import Path
from typing import Any

import pytest

from tests.lsp._wire import Wire

PULL = {"textDocument": {"diagnostic": {}}}
MAIN = "events {}\nstream { include tcp.d/*; }\n"
PART = "server { listen 3306; proxy_pass 127.0.0.1:99999; }\n"


async def codes(wire: Wire, path: Path) -> list[str]:
    return [item["code"] for item in (await wire.pull(path.as_uri()))["items"]]


async def start(folder: Path) -> Wire:
    wire = Wire()
    root = {"uri": folder.as_uri(), "name": "site"}
    await wire.initialize(capabilities=PULL, workspaceFolders=[root])
    return wire


async def whole(wire: Wire) -> dict[str, int]:
    """Return how many findings each file of the workspace has."""
    wire.notify(
        "workspace/didChangeConfiguration",
        {"settings": {"portlens": {"diagnosticMode": "workspace"}}},
    )
    found: Any = await wire.ask("workspace/diagnostic", {"previousResultIds": []})
    return {item["uri"].rpartition("/")[2]: len(item["items"]) for item in found["items"]}


async def test_an_open_part_follows_what_is_typed_in_its_main_file(tmp_path: Path) -> None:
    main, part = tmp_path / "nginx.conf", tmp_path / "tcp.d/mysql"
    part.parent.mkdir()
    main.write_text(MAIN)
    part.write_text(PART)
    wire = await start(tmp_path)
    wire.open(PART, part.as_uri(), "plaintext")
    assert await codes(wire, part) == ["port-out-of-range"]
    wire.open(MAIN, main.as_uri(), "nginx")
    wire.change(2, {"text": MAIN.replace("tcp.d", "udp.d")}, uri=main.as_uri())
    assert await codes(wire, part) == []
    wire.change(3, {"text": MAIN}, uri=main.as_uri())
    assert await codes(wire, part) == ["port-out-of-range"]
    wire.change(2, {"text": PART.replace("99999", "3307")}, uri=part.as_uri())
    assert await codes(wire, part) == []
    wire.change(4, {"text": MAIN.replace("tcp.d", "udp.d")}, uri=main.as_uri())
    wire.change(3, {"text": PART}, uri=part.as_uri())
    assert await codes(wire, part) == []
    wire.notify("textDocument/didClose", {"textDocument": {"uri": main.as_uri()}})
    assert await codes(wire, part) == ["port-out-of-range"]
    main.write_text("events {}\n")
    changes = [{"uri": main.as_uri(), "type": 2}]
    wire.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert await codes(wire, part) == []


@pytest.mark.usefixtures("links")
async def test_the_whole_workspace_has_the_files_that_others_name(tmp_path: Path) -> None:
    main, part = tmp_path / "nginx.conf", tmp_path / "tcp.d/mysql"
    part.parent.mkdir()
    main.write_text(MAIN)
    part.write_text(PART)
    (tmp_path / "tcp.d/again").symlink_to(main)
    (tmp_path / "other").write_text(PART)
    wire = await start(tmp_path)
    assert await whole(wire) == {"nginx.conf": 0, "mysql": 1}
    wire.open(MAIN.replace("tcp.d/*", "other"), main.as_uri(), "nginx")
    assert await whole(wire) == {"nginx.conf": 0, "other": 1}


async def test_a_file_that_a_container_is_given(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services: {web: {image: nginx, volumes: ['./site.txt:/etc/nginx/conf.d/a.conf']}}\n"
    )
    site = tmp_path / "site.txt"
    wire = await start(tmp_path)
    wire.open("server { listen 99999; }\n", site.as_uri(), "plaintext")
    assert await codes(wire, site) == ["port-out-of-range"]


@pytest.mark.usefixtures("links")
async def test_a_site_that_is_open_is_judged_where_a_link_enables_it(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text("events {} http { include sites-enabled/*; }")
    for folder in ("sites-available", "sites-enabled"):
        (tmp_path / folder).mkdir()
    for name in "ab":
        site = tmp_path / "sites-available" / name
        site.write_text("server { listen 80 default_server; }\n")
        (tmp_path / "sites-enabled" / name).symlink_to(f"../sites-available/{name}")
    wire = await start(tmp_path)
    wire.open(site.read_text(), site.as_uri(), "nginx")
    assert "duplicate-default-server" in await codes(wire, site)
    wire.change(2, {"text": "server { listen 81 default_server; }\n"}, uri=site.as_uri())
    assert await codes(wire, site) == []
    linked = tmp_path / "sites-enabled/a"
    wire.open(linked.read_text(), linked.as_uri(), "nginx")
    wire.change(3, {"text": "\nserver { listen 80 default_server; }\n"}, uri=site.as_uri())
    related = (await wire.pull(site.as_uri()))["items"]
    assert {item["code"] for item in related} >= {"duplicate-default-server"}
