"""The port map: every known port by number, with the conflicts that the rules find."""

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.features.port_map.page import port_map_page
from portlens.features.port_map.ports import MappedPort, MappedUse, port_map
from portlens.text.phrase import Language
from portlens.workspace.document import Document
from tests._judge import context, document

COMPOSE = """\
services:
  db:
    image: postgres
    ports: ["5432:5432", "15432:5432/tcp"]
  dns:
    ports: ["127.0.0.1:53:5353/udp", "7000-7002:7000-7002"]
  any:
    ports: ["9000", "${UNKNOWN}:80"]
"""


def mapped(*documents: Document) -> tuple[MappedPort, ...]:
    analyses = {each.path: analyse(each, context()) for each in documents}
    return port_map(documents, analyses, catalogue())


def nginx(text: str, path: str = "/site/nginx.conf") -> Document:
    return document("nginx", text, path)


def link(use: MappedUse) -> tuple[str, str]:
    return use.document.path, f"file://{use.document.path}"


def page(*documents: Document, language: Language = "en") -> str:
    return port_map_page(mapped(*documents), language, link)


def test_ports_by_number_with_ranges_and_without_unknown_ones() -> None:
    found = mapped(document("compose", COMPOSE))
    published = [port for port in found if port.uses[0].use.role == "publishes"]
    numbers = [(port.first, port.last) for port in published]
    assert numbers == [(53, 53), (5432, 5432), (7000, 7002), (15432, 15432)]


def test_a_port_that_no_table_knows_is_called_by_the_one_behind_it() -> None:
    names = {port.first: port.name for port in mapped(document("compose", COMPOSE))}
    assert names[5432] == "PostgreSQL"
    assert names[15432] == "PostgreSQL"


def test_a_conflict_is_called_by_its_sides() -> None:
    services = "a: {image: adminer, ports: ['8080:8080']}, m: {image: metabase/metabase, %s}"
    text = f"services: {{{services}}}\n" % "ports: ['8080:3000']"
    assert [port.name for port in mapped(document("compose", text))] == ["Adminer, Metabase"]


def test_a_name_defined_in_a_services_file() -> None:
    (port,) = mapped(document("services", "flux  28999/tcp\n"))
    assert port.name == "flux"


def test_uses_of_several_files_meet_under_their_port() -> None:
    one = nginx("server { listen 8080; }", "/b/nginx.conf")
    other = document("sshd_config", "Port 8080\n", "/a/sshd_config")
    (port,) = mapped(one, other)
    assert [use.document.path for use in port.uses] == ["/a/sshd_config", "/b/nginx.conf"]
    assert not port.is_conflict


def test_both_ends_of_a_conflict_are_marked() -> None:
    (port,) = mapped(nginx("server { listen 8080; listen 8080; }"))
    assert port.is_conflict
    assert [use.is_conflict for use in port.uses] == [True, True]


def test_a_suppressed_conflict_is_none() -> None:
    text = "server { listen 8080;\nlisten 8080; # portlens: ignore[duplicate-listen]\n}"
    (port,) = mapped(nginx(text))
    assert not port.is_conflict


def test_only_the_uses_in_conflict_are_marked() -> None:
    text = "server { listen 8080; listen 8080; } server { listen 81; }"
    assert [port.is_conflict for port in mapped(nginx(text))] == [False, True]


def test_the_page_shows_conflicts_first_and_again_among_all() -> None:
    text = page(nginx("server { listen 8080; listen 8080; listen 22; }"))
    assert (
        text.index("## Conflicts")
        < text.index("**8080**\N{NO-BREAK SPACE}⚠")
        < text.index("## All ports")
    )
    assert text.index("## All ports") < text.index("**22**")
    assert text.count("**8080**\N{NO-BREAK SPACE}⚠") == 2


def test_among_the_conflicts_stands_nothing_but_what_is_in_one() -> None:
    compose = document("compose", "services: {edge: {ports: ['8080:80']}}", "/a/compose.yaml")
    text = page(compose, nginx("server { listen 8080; listen 8080; }"))
    conflicts, _, every = text.partition("## All ports")
    assert conflicts.count("listens") == every.count("listens") == 2
    assert ("publishes" in conflicts, "publishes" in every) == (False, True)


def test_the_page_without_conflicts_has_one_table() -> None:
    text = page(document("compose", COMPOSE))
    assert "##" not in text
    row = "| **53** | domain | publishes 127.0.0.1 →\N{NO-BREAK SPACE}5353 udp | services.dns |"
    assert row in text


def test_the_page_without_ports_says_so() -> None:
    assert "No ports were found" in page()
    assert "見つかりませんでした" in page(language="ja")


def test_names_in_files_cannot_break_the_page() -> None:
    compose = "services:\n  'a|b <i>*':\n    ports: ['8080:80']\n"
    text = page(document("compose", compose, "/x/a|b].yaml"))
    assert r"services.a\|b \<i\>\*" in text
    assert r"[/x/a\|b\].yaml](<file:///x/a|b].yaml>)".replace("a|b].yaml>", "a%7Cb].yaml>") in text
