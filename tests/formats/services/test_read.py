"""What the services reader makes of a line."""

import time

import pytest

from portlens.formats.services import read_services
from portlens.formats.services.entry import Entry, number_of


def lines(text: str) -> list[tuple[str, int | None, str, tuple[str, ...]]]:
    """Return name, port, transport and aliases of each line."""
    found = []
    for use in read_services(text, "").uses:
        assert use.role == "defines"
        assert use.port
        assert isinstance(use.detail, Entry)
        found.append((use.name, use.port.first, use.transport, use.detail.aliases))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("http 80/tcp www web # the web\n", [("http", 80, "tcp", ("www", "web"))]),
        ("http\t80/udp", [("http", 80, "udp", ())]),
        ("  http 80//tcp\r\n", [("http", 80, "tcp", ())]),
        ("http 80/TCP\n", [("http", 80, "tcp", ())]),
        ("http 0x50/tcp\n", [("http", 80, "tcp", ())]),
        ("http 70000/tcp\n", [("http", None, "tcp", ())]),
        ("80/tcp http\n", [("http", 80, "tcp", ())]),
        ("http 80\n", [("http", 80, "tcp", ())]),
        ("# http 80/tcp\n\n   \n", []),
        ("a#b 80/tcp\n", [("a", None, "tcp", ())]),
        ("a 1/tcp\x00b\nc 2/tcp\n", [("a", 1, "tcp", ()), ("c", 2, "tcp", ())]),
    ],
)
def test_lines(text: str, wanted: list[object]) -> None:
    assert lines(text) == wanted


@pytest.mark.parametrize("text", ["name |", "name |\n", "name\t\t|", "a 1/tcp\nname |\nx 2/tcp"])
def test_a_port_to_be_typed_is_an_empty_use(text: str) -> None:
    cursor = text.index("|")
    uses = read_services(text.replace("|", ""), "").uses
    assert [use for use in uses if use.port and use.port.span == (cursor, cursor)]


def test_names_and_aliases_have_places() -> None:
    text = "http  80/tcp   www  web  # the web\n"
    (use,) = read_services(text, "").uses
    assert isinstance(use.detail, Entry)
    assert [span.of(text) for span in use.detail.name_spans(text)] == ["http", "www", "web"]
    assert use.detail.protocol_span.of(text) == "tcp"
    assert use.span.of(text) == "http  80/tcp   www  web"


@pytest.mark.parametrize(
    ("text", "number"),
    [("80", 80), ("0120", 80), ("0x50", 80), ("+7", 7), ("70000", 4464), ("4294967295", 65535),
     ("4294967296", None), ("-1", None), ("08", None), ("0x", None), ("", None), ("9" * 99, None),
     ("-18446744073709551535", 81)],
)  # fmt: skip
def test_numbers_as_strtoul_reads_them(text: str, number: int | None) -> None:
    assert number_of(text) == number


HUGE = 250_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * HUGE,
        " " * HUGE,
        "a " + "9" * HUGE + "/tcp",
        "a " + "0" * HUGE + "x/tcp",
        "a 1" + "/" * HUGE,
        "a 1/tcp" + " b" * (HUGE // 2),
        "a 1/tcp" + " " * HUGE,
        "#" * HUGE,
        "\0" * HUGE,
        "\r" * HUGE,
        "\n" * HUGE,
        "a 1/tcp\r\n" * (HUGE // 90),
        "\ufeffa 1/tcp\n\x80\xff\x0c\u2028b 2/tcp",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_reading_is_bounded_whatever_the_text(text: str) -> None:
    start = time.process_time()
    for use in read_services(text, "").uses:
        assert 0 <= use.span.start <= use.span.end <= len(text)
    # a quadratic reader takes minutes here; the machine may be slow and busy
    assert time.process_time() - start < 20
