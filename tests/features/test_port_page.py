"""The page of a port, as in port_pages.md; `pytest --update` writes what portlens says."""

import re
from pathlib import Path

import pytest

from portlens.catalogue.load import catalogue
from portlens.features.port_page import markdown, plain, port_page
from portlens.text.phrase import Language

PAGES = Path(__file__).with_name("port_pages.md")
SHOWN = (
    *("22", "5432", "6010", "73", "465", "512/udp", "13782", "4/ddp", "49152"),  # the usual
    *("0", "514/udp", "1109", "3000", "4646", "5342", "8080", "8123", "8888", "9100", "31000"),
)
LONG_WINDED = (512, 3121, 4646, 12302, 38800)  # the registry's longest descriptions
KNOWN_PORTS = [
    port
    for port in range(49152)
    if any(row.status != "official" for row in catalogue().at(port)) or port in LONG_WINDED
]


def page_of(place: str, language: Language) -> str:
    port, _, transport = place.partition("/")
    return markdown(port_page(catalogue(), int(port), language, transport or None))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("place", SHOWN)
def test_page(place: str, language: Language, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        pages = [
            f"# {place} {each}\n\n{page_of(place, each)}\n"
            for place in SHOWN
            for each in ("en", "ja")
        ]
        PAGES.write_text("\n".join(pages), encoding="utf-8")
    pages = re.split(r"(?:\A|\n)^# (.+)\n\n", PAGES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = dict(zip(pages[1::2], pages[2::2], strict=True))
    assert page_of(place, language) + "\n" == wanted[f"{place} {language}"]


def test_a_terminal_gets_the_same_without_markdown() -> None:
    page = port_page(catalogue(), 23, "en")
    assert plain(page) == (
        "23 · telnet\n"
        "  remote login without encryption\n"
        "  Official (IANA): telnet [tcp, udp]\n"
        "  Listed: telnet [RHEL C-1, typical ports]\n"
        "  Range: well-known ports (0-1023)\n"
        "  ! Login and session can be read on the way → ssh (22)\n"
        "  RFC 854: https://www.rfc-editor.org/rfc/rfc854\n"
        "  RFC 4251: https://www.rfc-editor.org/rfc/rfc4251\n"
        "  IANA: https://www.iana.org/assignments/service-names-port-numbers/"
        "service-names-port-numbers.xhtml?search=23"
    )


def test_what_another_transport_has_is_told_only_where_this_one_has_nothing() -> None:
    syslog = markdown(port_page(catalogue(), 514, "en", "udp"))
    assert "syslog" in syslog
    assert "shell" not in syslog
    assert "redis" in markdown(port_page(catalogue(), 6379, "en", "udp"))


def test_only_rfcs_and_the_registry_are_linked() -> None:
    form = re.compile(
        r"https://www\.rfc-editor\.org/rfc/rfc\d+"
        r"|https://www\.iana\.org/assignments/service-names-port-numbers/"
        r"service-names-port-numbers\.xhtml\?search=\d+"
    )
    for port in KNOWN_PORTS:
        for _, url in port_page(catalogue(), port, "en").links:
            assert form.fullmatch(url), url


def test_a_page_is_read_at_a_glance() -> None:
    for port in KNOWN_PORTS:
        for language in ("en", "ja"):
            page = port_page(catalogue(), port, language)
            assert len(page.facts) + len(page.cautions) <= 8, port
            assert len(page.links) <= 6, port
            assert len(page.summary) <= 122, port
