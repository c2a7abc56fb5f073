"""`portlens ports --links`, and `links` in its JSON: who reaches whom."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

STACK = """\
services:
  edge:
    image: nginx
    ports: ["127.0.0.1:8080:80", "81:81"]
    volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"]
  api:
    image: api
    expose: [3000]
    environment: {DB: "postgres://db/x", OUT: "tcp://10.0.0.9:99"}
  db:
    image: postgres
"""
EDGE = """\
server {
    listen 80;
    location / { proxy_pass http://api:3000; }
    location /b { proxy_pass http://api:3001; }
}
"""


@pytest.fixture(autouse=True)
def _stack(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("compose.yaml").write_text(STACK)
    Path("edge.conf").write_text(EDGE)


def test_links_say_who_reaches_which_port_of_which_service(portlens: Portlens) -> None:
    ran = portlens("ports", "--links", "compose.yaml", "edge.conf")
    assert (
        ran.out
        == """\
HOST                SERVICE     PORT        NAME        WHO CONNECTS  STATE
127.0.0.1:8080/tcp  edge        80/tcp      nginx
81/tcp              edge        ~ 81/tcp    nginx                     ⊘ nothing listens
                    api         ~ 3000/tcp  api         edge
                    api         3001                    edge          ? unknown
                    db          ~ 5432/tcp  PostgreSQL  api
                    ? 10.0.0.9  99                      api           ? unknown
"""
    )


def test_what_a_machine_opens_itself_has_its_address_and_its_name(portlens: Portlens) -> None:
    Path("etc/ssh").mkdir(parents=True)
    Path("etc/ssh/sshd_config").write_text("Port 2222\nListenAddress 127.0.0.1\n")
    Path("etc/nginx").mkdir()
    Path("etc/nginx/nginx.conf").write_text(
        "events {} http { server { listen 127.0.0.1:8080; listen 81; listen [::]:81; } }\n"
    )
    ran = portlens("ports", "--links", "etc")
    assert (
        ran.out
        == """\
HOST                SERVICE      PORT  NAME  WHO CONNECTS  STATE
81/tcp              nginx.conf         http
127.0.0.1:8080/tcp  nginx.conf         http
127.0.0.1:2222/tcp  sshd_config        ssh
"""
    )


def test_links_as_markdown(portlens: Portlens) -> None:
    ran = portlens("ports", "--links", "--output-format", "markdown", "compose.yaml")
    head, _, first, *_ = ran.out.splitlines()
    assert head == "| Host | Service | Port | Name | Who connects | State |"
    assert first == "| 127.0.0.1:8080/tcp | edge | 80/tcp | nginx |  |  |"


def test_links_in_json_have_both_ends(portlens: Portlens) -> None:
    links = json.loads(portlens("ports", "--output-format", "json", "compose.yaml").out)["links"]
    told = [
        (
            link["kind"],
            link["from"]["owner"] or link["from"]["first"],
            f"{link['from']['path']}:{link['from']['start']['line']}",
            link["to"]["owner"],
            link["to"]["first"],
            link["asked"],
            link["state"],
        )
        for link in links
    ]
    assert told == [
        ("publishes", 8080, "compose.yaml:4", "edge", 80, "80", "ok"),
        ("publishes", 81, "compose.yaml:4", "edge", 81, "81", "unserved"),
        ("connects", "api", "compose.yaml:9", "10.0.0.9", None, "99", "unknown"),
        ("connects", "api", "compose.yaml:9", "db", 5432, "5432", "ok"),
        ("connects", "edge", "edge.conf:3", "api", 3000, "3000", "ok"),
        ("connects", "edge", "edge.conf:4", "api", None, "3001", "unknown"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("port=80", ["edge 80/tcp"]),
        ("port=8000-8100", ["edge 80/tcp"]),
        ("port=3001", ["api 3001"]),
        ("owner=db", ["db ~ 5432/tcp"]),
        (
            "owner=api role=connects",
            ["api ~ 3000/tcp", "api 3001", "db ~ 5432/tcp", "? 10.0.0.9 99"],
        ),
        ("role=publishes", ["edge 80/tcp", "edge ~ 81/tcp"]),
        ("name=postgres", ["db ~ 5432/tcp"]),
        ("transport=udp", []),
        ("format=nginx port=80", ["edge 80/tcp"]),
        ("path=edge.conf", ["edge 80/tcp"]),
        ("role=listens", []),
    ],
)
def test_links_are_filtered_by_both_ends(
    portlens: Portlens, words: str, expected: list[str]
) -> None:
    filters = [word for each in words.split() for word in ("--filter", each)]
    ran = portlens("ports", "--links", "--output-format", "markdown", *filters)
    cells = [line.replace("\\", "").split("|") for line in ran.out.splitlines()[2:]]
    shown = [f"{line[2].strip()} {line[3].strip()}" for line in cells]
    assert (ran.status, shown) == (0, expected)


def test_where_no_row_passes_nothing_is_said_of_the_others(portlens: Portlens) -> None:
    assert portlens("ports", "--links", "--filter", "port=4").out == "no port to list\n"


def test_links_take_no_order(portlens: Portlens) -> None:
    ran = portlens("ports", "--links", "--sort", "port")
    assert (ran.status, "takes no --sort" in ran.err) == (2, True)


def test_links_are_resolved_and_are_not_asked_to_be(portlens: Portlens) -> None:
    ran = portlens("ports", "--links", "--resolved")
    assert (ran.status, ran.out, "takes no --resolved" in ran.err) == (2, "", True)


def test_a_service_that_others_only_extend_is_not_started(portlens: Portlens) -> None:
    Path("edge.conf").unlink()
    base = "services:\n  base:\n    image: nginx\n    ports: ['9000:80']\n"
    mount = "    volumes: ['./app/nginx.conf:/etc/nginx/nginx.conf']\n"
    Path("base.yaml").write_text(base + mount)
    Path("compose.yaml").write_text(
        "services:\n  web:\n    extends: {file: base.yaml, service: base}\n"
    )
    Path("app").mkdir()
    Path("app/nginx.conf").write_text("events {}\nhttp { server { listen 80; } }\n")
    for asked in (".", "app/nginx.conf"):
        out = portlens("ports", "--links", asked).out
        assert [line.split() for line in out.splitlines()[1:]] == [
            ["9000/tcp", "web", "80/tcp", "nginx"]
        ]


def test_a_range_leads_to_all_of_its_ports(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(
        "services:\n  store:\n    image: redis\n    ports: ['6379-6380:6379-6380', '70-71:6379']\n"
    )
    out = portlens("ports", "--links", "compose.yaml").out
    assert [line.split()[:-1] for line in out.splitlines()[1:]] == [
        ["6379-6380/tcp,", "70-71/tcp", "store", "~", "6379/tcp"],
        ["6379-6380/tcp", "store", "~", "6379-6380/tcp"],
    ]


def test_no_links_at_all(portlens: Portlens) -> None:
    Path("compose.yaml").write_text("services: {}\n")
    Path("edge.conf").unlink()
    assert portlens("ports", "--links").out == "no port to list\n"


def test_what_a_firewall_permits_is_no_connection(portlens: Portlens) -> None:
    Path("compose.yaml").unlink()
    Path("etc/haproxy").mkdir(parents=True)
    Path("etc/ufw/applications.d").mkdir(parents=True)
    Path("etc/haproxy/haproxy.cfg").write_text(
        "frontend web\n    bind :80\nbackend other\n    server one 127.0.0.1:81\n"
        "listen there\n    bind :81\n    server two 10.0.0.9:82\n"
    )
    Path("etc/ufw/applications.d/web").write_text(
        "[Web]\ntitle=a\ndescription=b\nports=80,81/tcp\n"
    )
    Path("etc/nftables.conf").write_text(
        "table inet f {\nchain in {\ntype filter hook input priority 0\ntcp dport 80 accept\n}\n}\n"
    )
    out = portlens("ports", "--links", "etc").out
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["80/tcp", "haproxy.cfg", "http"],
        ["81/tcp", "haproxy.cfg"],
        ["?", "10.0.0.9", "82", "haproxy.cfg", "?", "unknown"],
    ]
