"""Commands of the editor's own views, through a real process."""

from pathlib import Path
from typing import Any

from lsprotocol import types

from portlens.lsp.capabilities import COMMANDS
from portlens.lsp.handlers import commands
from portlens.text import escape
from tests.lsp._editor import Editor, editor

COMPOSE = "# 港🐘\nservices:\n  db:\n    ports: ['5432:5432']\n"


async def run(at: Editor, command: str, *arguments: object) -> Any:
    return await at.client.workspace_execute_command_async(
        types.ExecuteCommandParams(command, list(arguments))
    )


async def mapped(at: Editor) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = await run(at, "portlens.portMap")
    return found["ports"]


def test_every_command_is_announced() -> None:
    assert set(COMMANDS) == set(commands.COMMANDS)


async def test_the_map_of_open_texts_and_of_files(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text("server { listen 8080; }\n")
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    (tmp_path / "values.yaml").write_text("port: 80\n")
    uri = (tmp_path / "compose.yaml").as_uri()
    async with editor(roots=[tmp_path.as_uri()]) as at:
        at.open(COMPOSE, uri)
        ports = await mapped(at)
        assert [port["first"] for port in ports] == [5432, 8080]
        (use,) = ports[0]["uses"]
        assert use["uri"] == uri
        assert use["owner"] == "services.db"
        assert use["range"] == {
            "start": {"line": 3, "character": 13},
            "end": {"line": 3, "character": 22},
        }


async def test_the_map_follows_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "sshd_config"
    file.write_text("Port 2222\n")
    async with editor(roots=[tmp_path.as_uri()]) as at:
        before = await mapped(at)
        file.write_text("Port 22022\n")
        after = await mapped(at)
        file.unlink()
        gone = await mapped(at)
    assert [[port["first"] for port in ports] for ports in (before, after, gone)] == [
        [2222],
        [22022],
        [],
    ]


async def test_the_page_of_the_map_is_in_the_users_language(tmp_path: Path) -> None:
    (tmp_path / "sshd_config").write_text("Port 22\n")
    async with editor(roots=[tmp_path.as_uri()], locale="ja") as at:
        page = await run(at, "portlens.portMapPage")
    assert "ポートマップ" in page
    assert f"[sshd_config:1](<{(tmp_path / 'sshd_config').as_uri()}#L1>)" in page


async def test_explanations() -> None:
    async with editor() as at:

        async def explained(what: object) -> str:
            return str(await run(at, "portlens.explain", what))

        assert "### 5432 · postgresql" in await explained("5432")
        assert "### 5432 · postgresql" in await explained("postgres")
        assert "### 53/udp · domain" in await explained("53/udp")
        both = await explained("80-81")
        assert "### 80 · http" in both
        assert "### 81 ·" in both
        assert "### 4646 · " in await explained("nomad")
        assert await explained("99999") == "99999 is not a port: the highest is 65535, the lowest 0"
        for nonsense in ("no-such-name", "-", "80-", "5432`"):
            assert await explained(nonsense) == escape.markdown(f"no table knows {nonsense}")
        for nothing in ("", None, ["x"], "/"):
            assert "###" not in await explained(nothing)


async def test_a_search_names_its_sources_in_the_users_language() -> None:
    async with editor(locale="ja") as at:
        sources = {match["source"] for match in await run(at, "portlens.search", "8080")}
    assert {"IANA", "一般的な用途"} <= sources
    assert "common use" not in sources


async def test_searches() -> None:
    async with editor() as at:
        found = await run(at, "portlens.search", "postgres")
        assert found[0]["first"] == 5432
        assert await run(at, "portlens.search", "") == []
        many = await run(at, "portlens.search", "1")
        assert len(many) == commands.MATCHES


async def test_free_ports(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {a: {ports: ['8080:80', '8081:80']}}\n")
    async with editor(roots=[tmp_path.as_uri()]) as at:
        assert await run(at, "portlens.nextFreePort") == 8082
        assert await run(at, "portlens.nextFreePort", {"near": 8081}) == 8082
        assert await run(at, "portlens.nextFreePort", {"near": 443}) == 443
        assert await run(at, "portlens.nextFreePort", {"near": "x"}) == 8082
        assert await run(at, "portlens.nextFreePort", {"near": 65536}) is None


async def test_a_folder_that_is_not_on_this_machine_and_a_command_of_somebody_else() -> None:
    async with editor(roots=["vscode-vfs://github/a/b", "file:///no/such/folder"]) as at:
        assert await mapped(at) == []
        assert await run(at, "somebody.else") is None


async def test_the_format_is_told_by_the_text_where_the_name_says_nothing(tmp_path: Path) -> None:
    uri = (tmp_path / "conf.d" / "shop.conf").as_uri()
    other = (tmp_path / "conf.d" / "php.conf").as_uri()
    async with editor(roots=[tmp_path.as_uri()]) as at:
        at.open("server { listen 8080; }\n", uri, "properties")
        at.open("[www]\nlisten = 9000\n", other, "properties")
        found = [await run(at, "portlens.formatOf", {"uri": each}) for each in (uri, other)]
        wrong = [await run(at, "portlens.formatOf", each) for each in ({}, {"uri": 5}, 7)]
    assert found == ["nginx", None]
    assert wrong == [None, None, None]


async def test_the_format_is_told_by_the_file_that_includes_it(tmp_path: Path) -> None:
    (tmp_path / "tcp.d").mkdir()
    named, other = tmp_path / "tcp.d" / "mysql", tmp_path / "notes"
    (tmp_path / "nginx.conf").write_text("events {}\nstream { include tcp.d/*; }\n", "utf-8")
    for path in (named, other):
        path.write_text("server { listen 3307; proxy_pass db:3306; }\n", "utf-8")
    async with editor(roots=[tmp_path.as_uri()]) as at:
        uris = [path.as_uri() for path in (named, other, tmp_path / "nowhere")]
        found = [await run(at, "portlens.formatOf", {"uri": each}) for each in uris]
    assert found == ["nginx", None, None]


async def test_the_graph_of_a_stack_in_the_clients_units(tmp_path: Path) -> None:
    uri = (tmp_path / "compose.yaml").as_uri()
    text = (
        "services:\n  web: {image: x, environment: {港🐘: 'http://db:5432'}}\n"
        '  db: {image: "postgres:17", ports: ["5432:5432"]}\n'
    )
    async with editor(roots=[tmp_path.as_uri()]) as at:
        at.open(text, uri)
        graph = plain(await run(at, "portlens.portGraph"))
    assert graph["version"] == 1
    assert [(node["kind"], node["label"]) for node in graph["nodes"]] == [
        ("published", "5432/tcp"),
        ("service", "web"),
        ("service", "db"),
    ]
    published, connects = graph["edges"]
    db = graph["nodes"][2]
    assert (published["kind"], published["to"], published["toPort"]) == (
        "publishes",
        db["id"],
        db["ports"][0]["id"],
    )
    assert connects["place"] == {"uri": uri, "line": 1, "character": 48}
    assert {group["kind"] for group in graph["groups"]} == {"project", "host"}


def plain(value: Any) -> Any:
    """Return what the client made of an answer as it came over the wire."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return list(map(plain, value)) if isinstance(value, (list, tuple)) else value


async def test_the_page_of_a_port_says_where_the_workspace_uses_it(tmp_path: Path) -> None:
    uri = (tmp_path / "compose.yaml").as_uri()
    async with editor(roots=[tmp_path.as_uri()]) as at:
        at.open("services:\n  db: {image: x, ports: ['5000-5002:1-3', '5432:5432']}\n", uri)
        used = await run(at, "portlens.explain", "5432")
        inside = await run(at, "portlens.explain", "5001")
        unused = await run(at, "portlens.explain", "6379")
        rule = await run(at, "portlens.explain", "missing-port")
    assert used.startswith("### 5432 · postgresql")
    assert "#### In this workspace" in used
    assert f"[compose.yaml:2](<{uri}#L2>)" in used
    assert "**5000–5002**" in inside
    assert "In this workspace" not in unused + rule
