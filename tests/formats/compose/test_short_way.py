"""Usual entries are read the short way, with the same answer as by the long one."""

import pytest

from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import Mapping, Scalar
from portlens.formats._yaml.parse import parse
from portlens.formats.compose.long_items import read_any_long
from portlens.formats.compose.port_entry import Owner
from portlens.formats.compose.short_items import read_any_expose, read_any_port
from portlens.formats.compose.usual_items import usual_long, usual_number, usual_port

OWNER = Owner("web", "nginx")


@pytest.mark.parametrize(
    "text",
    [
        "8080:80",
        '"8080:80"',
        "'8080:80/udp'",
        "65535:1/tcp",
        '"127.0.0.1:8080:80"',
        "0.0.0.0:8080:80/tcp",
        "80",
        "65535",
    ],
)
def test_words(text: str) -> None:
    (node,) = parse(text)
    assert isinstance(node, Scalar)
    item = usual_port(node, OWNER, text)
    assert item is not None
    assert item == read_any_port(node, OWNER, Surroundings(text))


def test_expose() -> None:
    (node,) = parse("5432")
    assert isinstance(node, Scalar)
    item = usual_number("expose", node, OWNER)
    assert item is not None
    assert item == read_any_expose(node, OWNER, Surroundings("5432"))


@pytest.mark.parametrize(
    "text",
    [
        "{target: 80, published: 8080}",
        '{target: 80, published: "8080"}',
        "{published: 53, target: '53', protocol: udp}",
    ],
)
def test_mappings(text: str) -> None:
    (node,) = parse(text)
    assert isinstance(node, Mapping)
    item = usual_long(node, OWNER, text)
    assert item is not None
    assert item == read_any_long(node, OWNER, Surroundings(text))


@pytest.mark.parametrize(
    "text",
    [
        "8080:80-81",
        "080:80",
        "0:80",
        "70000:80",
        '"8080:"',
        "a",
        '"80"',
        "!!str 80",
        "8080:80/icmp",
    ],
)
def test_whatever_is_out_of_the_ordinary_goes_the_long_way(text: str) -> None:
    (node,) = parse(text)
    assert isinstance(node, Scalar)
    assert usual_port(node, OWNER, text) is None


@pytest.mark.parametrize(
    "text",
    ["{target: 80}", "{target: 80, published: 0}", "{target: 80, published: 8080, mode: host}"],
)
def test_so_does_a_mapping(text: str) -> None:
    (node,) = parse(text)
    assert isinstance(node, Mapping)
    assert usual_long(node, OWNER, text) is None
