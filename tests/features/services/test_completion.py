"""Completion at each place of a services line: `name port/transport aliases # comment`."""

import pytest

from portlens.features.completion.complete import complete
from portlens.features.completion.item import Completion, Item
from tests._judge import context, document
from tests._marks import without_cursor

HERE = context()


def items(marked: str) -> tuple[Item, ...]:
    text, offset = without_cursor(marked)
    return complete(document("services", text), offset, HERE, "en").items


def typed(marked: str) -> list[str]:
    """Return the whole text as it reads after each item is taken, best first."""
    text, _ = without_cursor(marked)
    return [
        text[: item.span.start] + item.text + text[item.span.end :].rstrip("\n")
        for item in items(marked)
    ]


@pytest.mark.parametrize(
    ("marked", "best"),
    [
        ("postgresql <|>", "postgresql 5432/tcp"),
        ("postgresql \t <|>\n", "postgresql \t 5432/tcp"),
        ("postgresql <|>   # the database", "postgresql 5432/tcp   # the database"),
        ("postgresql   <|># the database", "postgresql   5432/tcp# the database"),
        ("postgresql 5<|>   # the database", "postgresql 5432/tcp   # the database"),
        ("postgresql 5432/<|>", "postgresql 5432/tcp"),
        ("postgresql 5432/u<|>", "postgresql 5432/udp"),
        ("postgresql 5432/<|>cp postgres", "postgresql 5432/tcp postgres"),
        ("tftp 69/<|>\n", "tftp 69/tcp"),
        ("syslog 514/<|> # log", "syslog 514/udp # log"),
        ("myapp 4000/S<|>", "myapp 4000/sctp"),
        ("http 80/tcp <|>", "http 80/tcp www"),
        ("http 80/tcp w<|>", "http 80/tcp www"),
        ("http 80/tcp\twww <|># the web", "http 80/tcp\twww www-http# the web"),
        ("www 80/tcp <|>\n", "www 80/tcp http"),
        ("http 80/tcp <|> www", "http 80/tcp www-http www"),
    ],
)
def test_best(marked: str, best: str) -> None:
    assert typed(marked)[0] == best


def test_every_transport_once_and_those_of_the_port_first() -> None:
    found = [item.text for item in items("syslog 514/<|>")]
    assert sorted(found) == ["dccp", "sctp", "tcp", "udp"]
    assert found[0] == "udp"


def test_an_alias_is_told_with_its_origin_and_has_documentation() -> None:
    item = next(item for item in items("http 80/tcp <|>") if item.text == "www-http")
    assert "IANA" in item.detail
    assert item.subject == {"port": 80}


def test_software_is_no_alias() -> None:
    assert "PostgreSQL" not in [item.text for item in items("x 5432/tcp <|>")]
    assert "postgresql" in [item.text for item in items("x 5432/tcp <|>")]


@pytest.mark.parametrize(
    "marked",
    [
        "http 80/tcp # <|>",
        "http 80/tcp www # h<|>",
        "http # 80/<|>",
        "# http 80/<|>",
        "# http 80/tcp <|>",
        "http 80/tcp#<|>",
        "http 80/icmp/<|>",
        "x 49999/tcp <|>",
        "x 70000000000/tcp <|>",
        "x y/tcp <|>",
        "http 80/tcp http www www-http <|>z",
    ],
)
def test_elsewhere_there_is_nothing(marked: str) -> None:
    text, offset = without_cursor(marked)
    assert complete(document("services", text), offset, HERE, "en") == Completion()
