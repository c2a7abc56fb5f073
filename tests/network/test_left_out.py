"""Files that count for nothing while the programs around them run as they usually do."""

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.features.hover import hover
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.marked import Marked
from portlens.network.context import Context
from portlens.network.left_out import left_out_of
from portlens.workspace.document import Document
from portlens.workspace.settings import HostGroup, Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

MAIN = "events {}\nhttp {\n  include conf.d/*.conf;\n  include sites-enabled/*;\n}\n"
SERVER = "server { listen 8080; }\n"
WEB = "services:\n  web: {image: x, ports: ['8080:80']}\n"
SOCKET = "[Socket]\nListenStream=2222\n"
ENABLED = "/m/etc/systemd/system/sockets.target.wants/ssh.socket"


def _context(
    texts: dict[str, str],
    links: dict[str, str] | None = None,
    settings: Settings | None = None,
) -> Context:
    return Context(catalogue(), settings or Settings(), Workspace(MemoryFiles(texts, links)))


def _documents(around: Context, paths: list[str]) -> list[Document]:
    found = [around.workspace.document(path) for path in paths]
    assert all(found), list(zip(paths, found, strict=True))
    return [each for each in found if each is not None]


def _left_out(
    texts: dict[str, str], links: dict[str, str] | None = None
) -> dict[str, tuple[str, str]]:
    around = _context(texts, links)
    documents = _documents(around, [path for path in texts if not path.endswith(".env")])
    found = left_out_of(documents, lambda _: around)
    return {path: (why.by, why.reason) for path, why in found.items()}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("compose.yaml docker-compose.yml", {"docker-compose.yml": "compose.yaml"}),
        ("docker-compose.yml docker-compose.yaml", {"docker-compose.yaml": "docker-compose.yml"}),
        ("compose.yaml docker-compose.override.yml", {}),
        (
            "compose.yml compose.override.yaml docker-compose.override.yml",
            {"docker-compose.override.yml": "compose.override.yaml"},
        ),
        ("docker-compose.yml compose.prod.yaml docker-compose.test.yml", {}),
        ("compose.override.yaml docker-compose.override.yml", {}),  # a base is missing
        ("docker-compose.yaml", {}),
    ],
)
def test_compose_takes_the_first_of_its_names(names: str, expected: dict[str, str]) -> None:
    found = _left_out({f"/p/{name}": WEB for name in names.split()})
    assert found == {f"/p/{path}": (f"/p/{by}", "instead") for path, by in expected.items()}


def test_the_env_file_chooses() -> None:
    texts = {"/p/.env": "COMPOSE_FILE=docker-compose.yml\n"}
    texts |= {f"/p/{name}": WEB for name in ("compose.yaml", "docker-compose.yml", "a.yaml")}
    assert _left_out(texts) == {"/p/compose.yaml": ("/p/docker-compose.yml", "instead")}
    assert _left_out({**texts, "/p/.env": "COMPOSE_FILE=gone.yml\n"}) == {}


@pytest.mark.parametrize(
    "taking",
    [
        "include: [sub/docker-compose.yml]\n",
        "services: {a: {extends: {service: web, file: sub/docker-compose.yml}}}\n",
    ],
)
def test_what_a_project_above_takes_is_not_left_out(taking: str) -> None:
    texts = {"/p/compose.yaml": taking}
    texts |= {"/p/sub/compose.yaml": WEB, "/p/sub/docker-compose.yml": WEB}
    assert _left_out(texts) == {}
    texts["/p/compose.yaml"] = WEB + "# include, extends\n"
    assert list(_left_out(texts)) == ["/p/sub/docker-compose.yml"]


def test_who_includes_a_folder_does_not_get_its_override() -> None:
    texts = {"/p/compose.yaml": "include: [sub/compose.yaml]\n"}
    texts |= {"/p/sub/compose.yaml": WEB, "/p/sub/compose.override.yaml": WEB}
    left_out = ("/p/compose.yaml", "not-included")
    assert _left_out(texts) == {"/p/sub/compose.override.yaml": left_out}
    texts["/p/compose.yaml"] = "include: [{path: [sub/compose.yaml, sub/compose.override.yaml]}]\n"
    assert _left_out(texts) == {}


def test_a_site_without_a_link_is_left_out() -> None:
    texts = {"/n/nginx.conf": MAIN}
    texts |= {f"/n/sites-available/{name}": SERVER for name in ("on", "off")}
    texts["/n/conf.d/a.conf"] = texts["/n/conf.d/a.conf.bak"] = SERVER
    links = {"/n/sites-enabled/on": "/n/sites-available/on"}
    by = ("/n/nginx.conf", "not-included")
    expected = {"/n/sites-available/off": by, "/n/conf.d/a.conf.bak": by}
    assert _left_out(texts, links) == expected
    # What is behind an include that nobody can follow may be all that is missing.
    texts["/n/nginx.conf"] = MAIN.replace("conf.d/*", "/srv/a")
    assert list(_left_out(texts, links)) == ["/n/sites-available/off"]
    for target in ("/srv/*", "${SITE}.conf", "/srv/off", "sites-available/o?f"):
        texts["/n/nginx.conf"] = MAIN.replace("conf.d/*.conf", target)
        assert _left_out(texts, links) == {}, target


def test_nobody_knows_where_no_link_is_there() -> None:
    assert _left_out({"/n/nginx.conf": MAIN, "/n/sites-available/off": SERVER}) == {}


def test_a_drop_in_that_sshd_does_not_include_is_left_out() -> None:
    texts = {"/e/ssh/sshd_config": "Port 22\n", "/e/ssh/sshd_config.d/a.conf": "Port 2222\n"}
    by = ("/e/ssh/sshd_config", "not-included")
    assert _left_out(texts) == {"/e/ssh/sshd_config.d/a.conf": by}
    for include in ("Include /etc/ssh/sshd_config.d/*.conf\n", "Include /opt/sshd.conf\n"):
        assert _left_out({**texts, "/e/ssh/sshd_config": include}) == {}
    empty = {"/e/ssh/sshd_config.d/a.conf": "# nothing\n"}
    assert _left_out({"/e/ssh/sshd_config": "Include sshd_config.d/*\n", **empty}) == {}


def test_a_host_of_drop_ins_that_ssh_does_not_include() -> None:
    texts = {"/h/.ssh/config": "Host a\n", "/h/.ssh/config.d/b": "Host b\n  Port 2222\n"}
    assert _left_out(texts) == {"/h/.ssh/config.d/b": ("/h/.ssh/config", "not-included")}
    assert _left_out({**texts, "/h/.ssh/config": "Include ~/.ssh/config.d/*\n"}) == {}
    assert _left_out({**texts, "/h/.ssh/config": "Include ${MINE}/*\n"}) == {}


def test_systemd_listens_in_place_of_sshd_where_the_unit_is_enabled() -> None:
    texts = {"/m/etc/ssh/sshd_config": "Port 22\n"}
    texts["/m/etc/systemd/system/ssh.socket"] = SOCKET
    assert _left_out(texts) == {}
    links = {ENABLED: "/m/etc/systemd/system/ssh.socket"}
    handed = ("/m/etc/systemd/system/ssh.socket", "handed-over")
    assert _left_out(texts, links) == {"/m/etc/ssh/sshd_config": handed}
    texts["/m/etc/systemd/system/ssh.socket"] = "[Unit]\nConditionHost=a\n" + SOCKET
    assert _left_out(texts, links) == {}


def test_of_two_unit_files_the_first_folder_has_it() -> None:
    names = ("etc", "usr/lib")
    etc, lib = (f"/m/{name}/systemd/system/a.socket" for name in names)
    assert _left_out({etc: SOCKET, lib: SOCKET}) == {lib: (etc, "instead")}


def test_the_graph_has_neither_what_is_left_out_nor_its_ports() -> None:
    texts = {"/p/compose.yaml": WEB, "/p/docker-compose.yml": WEB.replace("8080", "9090")}
    texts["/m/etc/ssh/sshd_config"] = "Port 22\n"
    texts["/m/etc/systemd/system/ssh.socket"] = SOCKET
    around = _context(texts, {ENABLED: "/m/etc/systemd/system/ssh.socket"})
    assert _drawn(around, list(texts)) == {80, 8080, 2222}
    # Opened alone, a file is what is looked at.
    assert _drawn(around, ["/p/docker-compose.yml"]) == {80, 9090}


def _drawn(around: Context, paths: list[str]) -> set[int]:
    graph = port_graph(_documents(around, paths), Marked(), lambda _: around, catalogue(), "en")
    return {port.first for node in graph.nodes for port in node.ports}


def test_a_group_of_one_machine_does_without() -> None:
    texts = {"/p/compose.yaml": WEB, "/p/docker-compose.yml": WEB, "/p/sshd_config": "Port 22\n"}
    settings = Settings(hosts=(HostGroup("m", ("**",), "/p"),))
    around = _context(texts, settings=settings)
    for document in _documents(around, list(texts)):
        found = [one.finding.rule for one in analyse(document, around).findings]
        assert not [rule for rule in found if rule.endswith("-conflict")], document.path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/p/docker-compose.yml", "`compose.yaml` is read instead of this file, unless"),
        ("/n/conf.d/a.conf.bak", "`../nginx.conf` does not include this file."),
        ("/p/compose.yaml", ""),
        ("/n/conf.d/a.conf", ""),
    ],
)
def test_a_hover_says_so(path: str, expected: str) -> None:
    texts = {"/p/compose.yaml": WEB, "/p/docker-compose.yml": WEB, "/n/nginx.conf": MAIN}
    texts["/n/conf.d/a.conf"] = texts["/n/conf.d/a.conf.bak"] = SERVER
    around = _context(texts)
    (document,) = _documents(around, [path])
    found = hover(document, document.text.index("8080"), around, "en")
    assert found is not None
    assert expected in found.markdown
    words = ("is read instead", "does not include")
    assert any(each in found.markdown for each in words) is bool(expected)
