"""The outline of a file, and the search through several."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.features.symbols import outline, search, whose
from portlens.text.phrase import Language
from tests._judge import document

COMPOSE = """\
services:
  web:
    image: nginx
    ports: ["8080:80", "443"]
  db:
    image: postgres
    ports: ["127.0.0.1:5432:5432"]
"""
NGINX = """\
upstream api { server 10.0.0.1:8000; }
server {
  server_name a.example;
  listen 80;
  listen 443 ssl;
}
"""
SSH = "Host db\n  Port 2222\n  LocalForward 15432 localhost:5432\n"


def outlined(format_id: str, text: str, language: Language = "en") -> list[str]:
    lines = []
    for symbol in outline(document(format_id, text), catalogue(), language):
        lines.append(f"{symbol.name}: {symbol.detail}")
        lines += [f"  {child.name}: {child.detail}" for child in symbol.children]
        for child in symbol.children:
            assert symbol.span.covers(child.span)
        assert symbol.span.covers(symbol.place)
    return lines


def test_compose_services() -> None:
    assert outlined("compose", COMPOSE) == [
        "services.web: 8080, 443",
        "  8080 → 80: publishes tcp nginx",
        "  443: in the container tcp https",
        "services.db: 5432",
        "  5432 → 5432: publishes tcp PostgreSQL",
    ]


def test_nginx_servers_and_upstreams() -> None:
    lines = outlined("nginx", NGINX)
    assert lines[0].startswith("upstream api: 8000")
    assert lines[2].endswith("80, 443")
    assert lines[3:] == ["  80: listens tcp http", "  443: listens tcp https"]


def test_ssh_hosts() -> None:
    lines = outlined("ssh_config", SSH)
    assert lines[0].startswith("Host db: 2222")
    assert "  15432: listens tcp" in [line.rstrip() for line in lines]


def test_sshd_ports() -> None:
    assert any("22: listens tcp ssh" in line for line in outlined("sshd_config", "Port 22\n"))


def test_services_by_port() -> None:
    text = "ssh 22/tcp\ndomain 53/udp\n"
    assert outlined("services", text) == ["ssh: 22/tcp", "domain: 53/udp"]


def test_what_is_still_to_be_typed_is_no_symbol() -> None:
    assert outlined("compose", "services:\n  a:\n    ports:\n      - \n") == []


def test_japanese() -> None:
    assert outlined("compose", COMPOSE, "ja")[1] == "  8080 → 80: 公開 tcp nginx"


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("5432", ["compose:5432", "compose:5432", "ssh_config:5432"]),
        ("postgres", ["compose:5432", "compose:5432", "ssh_config:5432"]),
        ("PostgreSQL", ["compose:5432", "compose:5432", "ssh_config:5432"]),
        ("services.db", ["compose:5432", "compose:5432"]),
        ("15432", ["ssh_config:15432"]),
        ("no such thing", []),
    ],
)
def test_search(query: str, places: list[str]) -> None:
    documents = [document("compose", COMPOSE), document("ssh_config", SSH)]
    found = search(documents, query, catalogue())
    assert [
        f"{each.document.format.id}:{each.span.of(each.document.text)}" for each in found
    ] == places


def test_a_port_found_is_told_with_its_owner_and_its_file() -> None:
    subject = document("compose", COMPOSE, "/work/shop/compose.yaml")
    found = next(search([subject], "5432", catalogue()))
    assert whose(found, "/work").en == "services.db of shop/compose.yaml"
    assert whose(found, "/work").ja == "shop/compose.yaml の services.db"
    ownerless = next(
        search([document("services", "a 5/tcp\n", "/w/etc/services")], "5", catalogue())
    )
    assert whose(ownerless._replace(owner=""), "/w").en == "etc/services"


def test_search_without_a_query_finds_all() -> None:
    assert len(list(search([document("nginx", NGINX)], "", catalogue()))) == 3


def test_a_port_by_an_alias_stands_at_the_alias() -> None:
    text = """\
x-entry: &entry "8080:80"
x-list: &list ["81:81", &number 82]
x-common: &common {ports: ["83:83"]}
services:
  a: {image: nginx, ports: [*entry, "443:443"]}
  b: {image: nginx, ports: *list}
  c: {image: nginx, <<: *common}
  d: {image: nginx, expose: [*number]}
"""
    symbols = outline(document("compose", text), catalogue(), "en")
    assert {
        symbol.name: [child.span.of(text) for child in symbol.children] for symbol in symbols
    } == {
        "services.a": ["*entry", "443:443"],
        "services.b": ["*list", "*list"],
        "services.c": ["*common"],
        "services.d": ["*number"],
    }
