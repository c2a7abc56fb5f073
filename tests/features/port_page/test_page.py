"""The page of a port, as in pages.md; `pytest --update` writes what portlens says."""

import re
from pathlib import Path

import pytest

from portlens.catalogue.load import catalogue
from portlens.features.port_page.page import markdown, plain, port_page
from portlens.text.phrase import Language

PAGES = Path(__file__).with_name("pages.md")
SHOWN = (
    *("51820", "51820/tcp", "5432/sctp", "24224", "9200", "520", "32400"),  # over what, and whose
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
        "  Listed: telnet [RHEL C-1, typical ports, tcp, udp]\n"
        "  Range: well-known ports (0-1023)\n"
        "  ! Login and session can be read on the way → ssh (22)\n"
        "  RFC 854: https://www.rfc-editor.org/rfc/rfc854\n"
        "  RFC 4251: https://www.rfc-editor.org/rfc/rfc4251\n"
        "  IANA: https://www.iana.org/assignments/service-names-port-numbers/"
        "service-names-port-numbers.xhtml?search=23"
    )


def test_a_transport_has_only_what_is_its_own() -> None:
    syslog = markdown(port_page(catalogue(), 514, "en", "udp"))
    assert "syslog" in syslog
    assert "shell" not in syslog


@pytest.mark.parametrize(
    ("port", "transport", "title", "elsewhere"),
    [
        (51820, "tcp", "51820/tcp · dynamic port", "WireGuard [udp]"),
        (5173, "udp", "5173/udp · in no table", "Vite [tcp]"),
        (4, "udp", "4/udp · in no table", "echo [ddp]"),
        (5432, "sctp", "5432/sctp · in no table", "postgresql [tcp, udp], postgres [tcp, udp]"),
        (6379, "udp", "6379/udp · reserved by IANA", "redis [tcp], Valkey [tcp], KeyDB [tcp]"),
    ],
)
def test_where_a_transport_has_nothing_the_others_are_a_hint(
    port: int, transport: str, title: str, elsewhere: str
) -> None:
    page = port_page(catalogue(), port, "en", transport)
    assert (page.title, page.summary) == (title, f"nothing is known of it over {transport}")
    assert [text for label, text in page.facts if label != "Range"] == [elsewhere]
    assert page.cautions == ()


def test_a_transport_that_does_not_exist_hides_nothing() -> None:
    assert port_page(catalogue(), 80, "en", "icmp") == port_page(catalogue(), 80, "en")


@pytest.mark.parametrize(
    ("port", "use"),
    [
        (51820, "WireGuard [udp]"),
        (5173, "Vite"),
        (21117, "RustDesk"),
        (64738, "Mumble – voice chat: login and text [tcp], voice chat: audio [udp]"),
    ],
)
def test_common_use_tells_its_transports_unless_all_is_tcp(port: int, use: str) -> None:
    assert dict(port_page(catalogue(), port, "en").facts)["Common use"] == use


def test_software_stands_once_in_the_heading() -> None:
    titles = [port_page(catalogue(), port, "en").title for port in (6881, 21116, 64738, 24224)]
    assert titles == [
        "6881 · BitTorrent, Deluge, qBittorrent",
        "21116 · RustDesk",
        "64738 · Mumble",
        "24224 · Fluentd, Fluent Bit",
    ]


@pytest.mark.parametrize(
    ("port", "title"),
    [
        (9200, "9200 · wap-wsp · Elasticsearch"),
        (5900, "5900 · rfb · VNC"),
        (5432, "5432 · postgresql"),  # says it already
        (2375, "2375 · docker"),
        (27017, "27017 · mongodb"),
        (8080, "8080 · http-alt"),  # every Debian system knows the name
        (3000, "3000 · hbci · Node.js, Ruby on Rails …"),  # of much, the two most usual
        (30003, "30003 · amicon-fpsu-ra"),  # nor does what may be on any port of a range
    ],
)
def test_a_heading_names_the_software_that_an_obscure_name_hides(port: int, title: str) -> None:
    assert port_page(catalogue(), port, "en").title == title


def test_the_names_of_debian_s_services_file_are_not_iana_s() -> None:
    for port, name in ((465, "smtps"), (8080, "webcache"), (111, "portmapper")):
        facts = dict(port_page(catalogue(), port, "en").facts)
        assert name not in facts["Official (IANA)"]
        assert name in facts["Also called"]
        assert facts["Also called"].endswith(" [Debian's services file]")


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
