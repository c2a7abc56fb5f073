"""Which addresses Linux refuses to bind together; the table was made by binding."""

import itertools
from pathlib import Path

import pytest

from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, overlap, parse_ip

TABLE = (Path(__file__).parent / "bind_conflicts.tsv").read_text("utf-8")
ROWS = [line.split("\t") for line in TABLE.strip().split("\n") if not line.startswith("#")]


def _address(text: str) -> Address:
    host, _, option = text.partition("/")
    address = parse_ip(host)
    assert address
    return address._replace(dual_stack=option == "v6only=0" and address.family == "ipv6")


@pytest.mark.parametrize("text", ["0.0.8.152", "0.0.0.1", "240.0.0.1", "255.255.255.254"])
def test_what_no_machine_has_is_in_nobodys_way(text: str) -> None:
    address = _address(text)
    assert not overlap(address, ANY_IPV4)
    assert not overlap(address, address)


@pytest.mark.parametrize("text", ["1.0.0.1", "239.1.1.1", "255.255.255.255"])
def test_what_linux_binds_is_in_the_way_of_the_wildcard(text: str) -> None:
    assert overlap(_address(text), ANY_IPV4)


@pytest.mark.parametrize(("one", "other", "verdict"), ROWS)
def test_overlap_is_what_linux_says(one: str, other: str, verdict: str) -> None:
    assert overlap(_address(one), _address(other)) == (verdict == "conflict")
    assert overlap(_address(other), _address(one)) == (verdict == "conflict")


def test_the_table_has_every_pair() -> None:
    kinds = {kind for row in ROWS for kind in row[:2]}
    assert len(ROWS) == len(list(itertools.combinations_with_replacement(kinds, 2)))


def test_host_names_overlap_only_themselves() -> None:
    name = Address("name", "web.example")
    assert overlap(name, name)
    assert not overlap(name, ANY_IPV4)
    assert not overlap(name, Address("name", "db.example"))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("::", "::"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("::FFFF:127.0.0.1", "127.0.0.1"),
        ("2001:DB8::1", "2001:db8::1"),
    ],
)
def test_spellings_of_one_address_are_one(text: str, canonical: str) -> None:
    address = parse_ip(text)
    assert address
    assert address.text == canonical


@pytest.mark.parametrize(
    "text", ["", "localhost", "127.1", "1.2.3.256", "1.2.3.4.5", ":", "::1:::"]
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse_ip(text) is None


def test_wildcards_and_loopbacks_are_known() -> None:
    assert ANY_IPV4.is_wildcard
    assert ANY_IPV6.is_wildcard
    assert not Address("name", "0.0.0.0").is_wildcard
    assert Address("ipv4", "127.0.0.2").is_loopback
    assert Address("ipv6", "::1").is_loopback
    assert Address("name", "localhost").is_loopback
    assert not ANY_IPV4.is_loopback
