"""IANA's registry: all of it, in the order that people know."""

import pytest

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.load import catalogue

# The registry of August 2026 has 11,739 named (port, transport, name); a range counts once, and
# so does a row without a transport. The packages that portlens takes it from have one more.
NAMED = 11_740
WITHOUT_TRANSPORT = 16  # such rows hold for tcp and udp


@pytest.fixture(scope="module", name="official")
def official_rows() -> list[Assignment]:
    known = catalogue()
    rows = [row for port in range(65536) for row in known.at(port) if row.first == port]
    return [row for row in rows if row.status == "official"]


def test_every_named_row_is_there(official: list[Assignment]) -> None:
    named = {(row.first, each, row.name) for row in official for each in row.transports}
    assert len(named) == NAMED + WITHOUT_TRANSPORT
    assert {row.source for row in official} == {"IANA"}


def test_named_ranges_are_found_at_every_port_in_them(official: list[Assignment]) -> None:
    ranges = {(row.first, row.last, row.name) for row in official if row.last > row.first}
    assert ranges == {
        (3322, 3325, "active-net"),
        (3367, 3371, "satvid-datalnk"),
        (4200, 4299, "vrml-multi-use"),
        (6000, 6063, "x11"),
        (6665, 6669, "ircu"),
        (7300, 7359, "swx"),
        (27000, 27009, "flex-lm"),
    }
    known = catalogue()
    for first, last, name in ranges:
        for port in range(first, last + 1):
            assert name in [row.name for row in known.at(port, "tcp")]
        assert name not in [row.name for row in (*known.at(first - 1), *known.at(last + 1))]


@pytest.mark.parametrize(
    ("port", "transport", "name"),
    [
        (22, None, "ssh"),
        (80, None, "http"),
        (443, None, "https"),
        (465, "tcp", "submissions"),
        (465, "udp", "igmpv3lite"),
        (2049, None, "nfs"),
        (42, None, "nameserver"),
        (113, None, "auth"),
        (520, "udp", "router"),
        (750, None, "kerberos-iv"),
        (1701, None, "l2tp"),
        (3306, None, "mysql"),
        (5432, None, "postgresql"),
        (520, None, "router"),
        (520, "tcp", "efs"),
        (6010, None, "x11"),
        (6379, None, "redis"),
        (6379, "udp", None),
        (6667, None, "ircu"),
        (8080, None, "http-alt"),
        (9092, None, "XmlIpcRegSvc"),
        (11434, None, "ollama"),
        (27017, None, "mongodb"),
        (15, "tcp", "netstat"),
        (5173, None, "Vite"),
        (8123, None, "Home Assistant"),
        (5342, None, None),
        (65535, None, None),
    ],
)
def test_the_primary_name_is_the_one_people_know(
    port: int, transport: str | None, name: str | None
) -> None:
    assert catalogue().primary_name(port, transport) == name


def test_every_name_of_a_port_is_kept_in_the_registry_s_order() -> None:
    names = [row.name for row in catalogue().at(80, "tcp") if row.status == "official"]
    assert names == ["http", "www", "www-http"]


def test_official_rows_come_first_then_listed_then_common() -> None:
    statuses = [row.status for row in catalogue().at(6010)]
    assert statuses == ["official", "listed"]
    statuses = [row.status for row in catalogue().at(8080)]
    assert statuses == sorted(statuses, key=("official", "listed", "common").index)


def test_references_are_the_registry_s_of_today(official: list[Assignment]) -> None:
    by_place = {(row.first, row.name, row.transports): row.references for row in official}
    assert by_place[80, "http", ("tcp", "udp")] == ("RFC 9110",)
    assert by_place[853, "domain-s", ("udp",)] == ("RFC 7858", "RFC 8094", "RFC 9250")
    assert all(
        reference.startswith("RFC ") and reference[4:].isdecimal()
        for row in official
        for reference in row.references
    )


def test_reserved_and_withdrawn_ports_belong_to_nobody() -> None:
    known = catalogue()
    for port, kind in ((0, "reserved"), (51, "reserved"), (585, "deregistered"), (57, "private")):
        assert [notice.kind for notice in known.notices_at(port, "tcp")] == [kind]
        assert not known.is_known(port)
    assert [notice.kind for notice in known.notices_at(6379)] == ["reserved"]
    assert known.notices_at(6379, "tcp") == []
    assert known.notices_at(230, "udp")[0].first == 225


@pytest.mark.parametrize(("port", "name"), [(7001, "afs3-callback"), (8888, "ddi-tcp-1")])
def test_reports_of_unauthorised_use_are_on_the_row(port: int, name: str) -> None:
    (row,) = (
        row for row in catalogue().at(port, "tcp") if (row.name, row.status) == (name, "official")
    )
    assert row.is_used_otherwise


def test_reports_of_unauthorised_use_are_kept_for_nameless_ports_too() -> None:
    known = catalogue()
    assert [notice.kind for notice in known.notices_at(27019)] == ["unauthorised"]
    assert {notice.kind for notice in known.notices_at(8010)} == {"reserved", "unauthorised"}
    assert not any(row.is_used_otherwise for row in known.at(5432))


def test_unauthorised_use_is_told_of_the_port_that_the_registry_names_not_of_its_range() -> None:
    known = catalogue()
    told = {
        port
        for first, last in ((788, 799), (6000, 6063), (8616, 8664))
        for port in range(first, last + 1)
        if any(notice.kind == "unauthorised" for notice in known.notices_at(port))
    }
    assert told == {796, 6003, 8616, 8617}
    assert not any(row.is_used_otherwise for row in known.at(6003))


def test_the_registry_s_rows_speak_the_japanese_of_the_tables_that_have_them() -> None:
    texts = {row.source: row.description.ja for row in catalogue().at(22, "tcp")}
    assert texts["IANA"] == texts["RHEL C-1"]
    # Another name of the port is another service: its text is not borrowed.
    (row,) = (row for row in catalogue().at(80, "tcp") if row.name == "www-http")
    assert row.description.en == row.description.ja
    # A text of the row itself goes before.
    (row,) = (row for row in catalogue().at(465, "tcp") if row.name == "submissions")
    assert row.description.ja == "TLS を使うクライアントからのメール送信"
