"""`portlens ports --resolved`: what comes of all files of a program together."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

FILES = {
    ".env": "PORT=8088\n",
    "compose.yaml": """\
include: [part/compose.yaml]
services:
  web:
    image: nginx
    extends: {service: base, file: common.yaml}
    ports: ["${PORT}:80", "82", "9000-9002:90"]
  off: {image: x, scale: 0, ports: ["1:1"]}
  host: {image: x, network_mode: host, ports: ["2:1"]}
""",
    "compose.override.yaml": 'services: {off: {ports: ["3:3"]}, web: {ports: ["[::1]:81:81"]}}\n',
    "common.yaml": 'services: {base: {image: y, ports: ["5432:5432"]}}\n',
    "part/compose.yaml": 'services: {part: {image: y, ports: ["127.0.0.1:70-71:70-71/udp"]}}\n',
    "nginx/nginx.conf": "events {}\nhttp { include conf.d/*.conf; }\n",
    "nginx/conf.d/a.conf": "server { listen 80; listen [::]:443; listen unix:/x; }\n",
    "sshd_config": "Port 22\nListenAddress 127.0.0.1\n",
}
ROWS = [
    ("common.yaml", "services.web", "0.0.0.0", 5432, 5432, 5432),
    ("common.yaml", "services.web", "::", 5432, 5432, 5432),
    ("compose.override.yaml", "services.web", "::1", 81, 81, 81),
    ("compose.yaml", "services.web", "0.0.0.0", None, None, 82),
    ("compose.yaml", "services.web", "0.0.0.0", 8088, 8088, 80),
    ("compose.yaml", "services.web", "0.0.0.0", 9000, 9002, 90),
    ("compose.yaml", "services.web", "::", None, None, 82),
    ("compose.yaml", "services.web", "::", 8088, 8088, 80),
    ("compose.yaml", "services.web", "::", 9000, 9002, 90),
    ("nginx/conf.d/a.conf", "nginx", "0.0.0.0", 80, 80, None),
    ("nginx/conf.d/a.conf", "nginx", "::", 443, 443, None),
    ("part/compose.yaml", "services.part", "127.0.0.1", 70, 70, 70),
    ("part/compose.yaml", "services.part", "127.0.0.1", 71, 71, 71),
    ("sshd_config", "sshd", "127.0.0.1", 22, 22, None),
]
KEYS = ("path", "owner", "address", "first", "last", "target_first")


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")


def _rows(out: str) -> list[tuple[object, ...]]:
    rows = [tuple(port[key] for key in KEYS) for port in json.loads(out)["ports"]]
    return sorted(rows, key=str)


def test_a_folder(portlens: Portlens) -> None:
    ran = portlens("ports", "--resolved", "--output-format", "json", ".")
    assert ran.status == 0
    assert _rows(ran.out) == sorted(ROWS, key=str)


def test_the_name_is_that_of_the_image_wherever_it_stands(portlens: Portlens) -> None:
    Path(".env").write_text("PORT=8088\nIMAGE=registry.example.org/grafana/grafana\n", "utf-8")
    Path("compose.yaml").write_text(
        """\
services:
  board: {image: "${IMAGE}:${TAG:-11}", ports: ["9123:9123"]}
  store: {extends: {service: base, file: common.yaml}, ports: ["9124:9124"]}
""",
        "utf-8",
    )
    Path("compose.override.yaml").write_text('services: {board: {ports: ["9125:9125"]}}\n', "utf-8")
    Path("common.yaml").write_text("services: {base: {image: minio/minio}}\n", "utf-8")
    ran = portlens("ports", "--resolved", "--output-format", "json", "compose.yaml")
    found = {(port["first"], port["name"]) for port in json.loads(ran.out)["ports"]}
    assert found == {(9123, "Grafana"), (9124, "MinIO"), (9125, "Grafana")}


def test_one_file_stands_for_its_project(portlens: Portlens) -> None:
    ran = portlens("ports", "--resolved", "--output-format", "json", "compose.override.yaml")
    expected = [row for row in ROWS if str(row[1]).startswith("services.")]
    assert _rows(ran.out) == sorted(expected, key=str)


def test_table_and_markdown_have_a_line_for_each(portlens: Portlens) -> None:
    assert len(portlens("ports", "--resolved", ".").out.splitlines()) == len(ROWS) + 1
    ran = portlens("ports", "--resolved", "--output-format", "markdown", ".")
    assert len(ran.out.splitlines()) == len(ROWS) + 2
    assert "| publishes | 0.0.0.0 | 80 | services.web | compose.yaml:6 |" in ran.out


@pytest.mark.parametrize(
    ("entry", "port"),
    [
        ("{path: db/compose.yaml, env_file: db/.env}", 2222),
        ("{path: db/compose.yaml, env_file: [db/.env, db/x.env]}", 9999),
        ("{path: db/compose.yaml, env_file: db/x.env}", 9999),
        ("db/compose.yaml", 2222),
    ],
)
@pytest.mark.parametrize("own", ["", "DB_PORT=1111\n"])
def test_what_is_included_is_told_once(portlens: Portlens, entry: str, port: int, own: str) -> None:
    Path("db").mkdir()
    Path("db/compose.yaml").write_text(
        'services: {db: {image: postgres, ports: ["127.0.0.1:${DB_PORT:-5432}:5432"]}}\n', "utf-8"
    )
    Path("db/.env").write_text("DB_PORT=2222\n", "utf-8")
    Path("db/x.env").write_text("DB_PORT=9999\n", "utf-8")
    Path("compose.yaml").write_text(f"include: [{entry}]\n", "utf-8")
    Path("compose.override.yaml").unlink()
    Path(".env").write_text(own, "utf-8")
    files = ["compose.yaml", ".env", "db/compose.yaml", "db/.env"]
    ran = portlens("ports", "--resolved", "--output-format", "json", *files)
    found = [port["first"] for port in json.loads(ran.out)["ports"]]
    assert found == [1111 if own else port]


def test_a_file_of_values_alone_tells_what_its_project_opens(portlens: Portlens) -> None:
    ran = portlens("ports", "--resolved", "--output-format", "json", ".env")
    assert ("compose.yaml", "services.web", "0.0.0.0", 8088, 8088, 80) in _rows(ran.out)


@pytest.mark.parametrize("folder", ["dev", "dev/.devcontainer"])
@pytest.mark.parametrize("named", ['"base.yaml"', '["base.yaml"]', '["base.yaml", "more.yaml"]'])
def test_what_a_development_container_is_a_part_of(
    portlens: Portlens, folder: str, named: str
) -> None:
    inside = Path(folder)
    inside.mkdir(parents=True)
    (inside / "base.yaml").write_text(
        'services: {app: {image: x, ports: ["[::1]:3:3"]}}\n', "utf-8"
    )
    (inside / "more.yaml").write_text(
        'services: {mail: {image: y, ports: ["[::1]:4:4"]}}\n', "utf-8"
    )
    text = f'{{"dockerComposeFile": {named}, "service": "app", "appPort": 5}}'
    (inside / "devcontainer.json").write_text(text, "utf-8")
    expected = [
        (f"{folder}/base.yaml", "services.app", "::1", 3, 3, 3),
        (f"{folder}/more.yaml", "services.mail", "::1", 4, 4, 4),
    ][: 1 + ("more" in named)]
    ran = portlens("ports", "--resolved", "--output-format", "json", "dev")
    assert _rows(ran.out) == expected
    ran = portlens("ports", "--resolved", "--output-format", "json", f"{folder}/devcontainer.json")
    assert _rows(ran.out) == expected


@pytest.mark.parametrize("mode", ["{}", '{network_mode: "service:db"}'])
@pytest.mark.parametrize("others", [(), ("b",)])
def test_a_project_and_what_development_containers_add_to_it(
    portlens: Portlens, mode: str, others: tuple[str, ...]
) -> None:
    base = 'services: {app: {image: x, ports: ["[::1]:3:3"]}, db: {image: y, ports: ["[::1]:4:4"]}}'
    Path("dev").mkdir()
    Path("dev/compose.yaml").write_text(base, "utf-8")
    for at, name in enumerate(("a", *others)):
        inside = Path("dev/.devcontainer", name)
        inside.mkdir(parents=True)
        text = f'services: {{app: {mode}, mail: {{image: z, ports: ["[::1]:{5 + at}:9"]}}}}\n'
        (inside / "compose.yaml").write_text(text, "utf-8")
        named = '{"dockerComposeFile": ["../../compose.yaml", "compose.yaml"], "service": "app"}'
        (inside / "devcontainer.json").write_text(named, "utf-8")
    ran = portlens("ports", "--resolved", "--output-format", "json", "dev")
    ports = [row[3] for row in _rows(ran.out)]
    assert sorted(map(str, ports)) == ["3", "4", "5", "6"][: 3 + len(others)]


def test_what_ssh_opens_on_its_server_opens_nothing_here(portlens: Portlens) -> None:
    Path("ssh_config").write_text(
        "Host b\n  RemoteForward 8080 localhost:3000\n  LocalForward 127.0.0.1:8080 x:1\n", "utf-8"
    )
    ran = portlens("ports", "--resolved", "--output-format", "json", "ssh_config")
    found = json.loads(ran.out)["ports"]
    assert [(row["role"], row["first"], row["address"]) for row in found] == [
        ("listens", 8080, "127.0.0.1")
    ]


WORKFLOW = """\
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    container: {image: node, ports: [3000]}
    services:
      db: {image: postgres, ports: ["127.0.0.1:5433:5432", "6000:6000/udp"]}
    steps: [{run: npm test}]
"""


def test_what_the_containers_of_a_job_publish_on_its_runner(portlens: Portlens) -> None:
    Path(".github/workflows").mkdir(parents=True)
    Path(".github/workflows/a.yml").write_text(WORKFLOW)
    ran = portlens("ports", "--resolved", "--output-format", "json", ".github")
    rows = [
        (one["owner"], one["address"], one["first"], one["target_first"], one["transport"])
        for one in json.loads(ran.out)["ports"]
    ]
    assert rows == [
        ("jobs.test.container", "0.0.0.0", None, 3000, "tcp"),
        ("jobs.test.container", "::", None, 3000, "tcp"),
        ("jobs.test.services.db", "127.0.0.1", 5433, 5432, "tcp"),
        ("jobs.test.services.db", "0.0.0.0", 6000, 6000, "udp"),
        ("jobs.test.services.db", "::", 6000, 6000, "udp"),
    ]


def test_many_sites_of_one_caddy_are_on_one_socket(portlens: Portlens) -> None:
    Path("Caddyfile").write_text("a.example {\n}\nb.example, c.example {\n}\n", "utf-8")
    ran = portlens("ports", "--resolved", "--output-format", "json", "Caddyfile")
    found = [(row["first"], row["transport"]) for row in json.loads(ran.out)["ports"]]
    assert found == [(443, "tcp"), (443, "udp"), (80, "tcp"), (2019, "tcp")]


NAMED = {
    "ssh/sshd_config": "Port 2022\nPort 8022\nListenAddress 127.0.0.1\nListenAddress ::1\n",
    "nginx/nginx.conf": "events {}\nhttp { server { listen 5432; listen 6443 ssl; } }\n"
    "stream { server { listen 9123; proxy_pass db:5432; } }\n",
    "haproxy/haproxy.cfg": "defaults\n  mode http\nfrontend web\n  bind :7001-7002\n"
    "listen db\n  mode tcp\n  bind :5433\n  server a db:5432\n",
    "Caddyfile": "https://example.org:9443 {\n}\n",
    "ssh/ssh_config": "Host db\n  LocalForward 127.0.0.1:8080 db:5432\n",
}


def test_what_listens_has_the_name_that_its_line_gives_it(portlens: Portlens) -> None:
    """Whatever is usual on its number; what no line speaks of is called by that alone."""
    found: dict[tuple[int, str], str | None] = {}
    for name, text in NAMED.items():
        path = Path("named", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        ran = portlens("ports", "--resolved", "--output-format", "json", str(path))
        for row in json.loads(ran.out)["ports"]:
            found[row["first"], row["transport"]] = row["name"]
    assert found == {
        (2022, "tcp"): "ssh",
        (8022, "tcp"): "ssh",
        (5432, "tcp"): "http",
        (6443, "tcp"): "https",
        (9123, "tcp"): None,
        (7001, "tcp"): "http",
        (5433, "tcp"): None,
        (9443, "tcp"): "https",
        (9443, "udp"): "https",
        (80, "tcp"): "http",
        (2019, "tcp"): "Caddy",
        (8080, "tcp"): None,
    }


def test_what_either_of_two_modules_asks_for_is_one_socket(portlens: Portlens) -> None:
    text = "<IfModule {}>\nListen 443\n</IfModule>\n<IfModule {}>\nListen 443\n</IfModule>\n"
    main = "LoadModule b_module b.so\n" + text.format("a_module", "b_module")
    for lines, expected in ((text.format("a_module", "b_module"), [2]), (main, [6])):
        Path("apache2.conf").write_text(lines, "utf-8")
        ran = portlens("ports", "--resolved", "--output-format", "json", "apache2.conf")
        rows = json.loads(ran.out)["ports"]
        assert [row["range"]["start"]["line"] for row in rows] == expected


def test_of_many_files_that_nothing_includes_only_the_number_is_told(portlens: Portlens) -> None:
    Path("sites").mkdir()
    Path("sites/nginx.conf").write_text("events {}\nhttp { include conf.d/on-*.conf; }\n", "utf-8")
    names = [f"conf.d/{name}.conf" for name in "abcd"]
    Path("sites/conf.d").mkdir()
    Path("sites/conf.d/on-1.conf").write_text("server { listen 80; }\n", "utf-8")
    for name in names:
        Path("sites", name).write_text("server { listen 81; }\n", "utf-8")
    ran = portlens("ports", "--resolved", "sites")
    assert ran.err == (
        "portlens: 4 files not counted: sites/nginx.conf does not include them"
        " (--verbose lists them)\n"
    )
    listed = portlens("ports", "--resolved", "--verbose", "sites").err
    for name in names:
        assert (
            f"portlens: sites/{name}: not counted: sites/nginx.conf does not include it\n" in listed
        )
    Path("sites", names[0]).unlink()
    few = portlens("ports", "--links", "sites").err
    assert few.count(": not counted: sites/nginx.conf does not include it\n") == 3
