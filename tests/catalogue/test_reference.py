"""The reference documents: every row is there, by number, by name and by alias, with its table."""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.load import catalogue
from portlens.catalogue.ranges import RANGES

# Made from the document itself: table, port, layer, name, aliases.
REFERENCE = Path(__file__).with_name("reference.csv")


def rows() -> list[dict[str, str]]:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything() -> list[Assignment]:
    known = catalogue()
    return [row for port in range(65536) for row in known.at(port) if row.first == port]


@pytest.fixture(scope="module", name="listed")
def listed_rows() -> list[Assignment]:
    return [row for row in everything() if row.source.startswith("RHEL")]


def test_the_counts_are_those_of_the_document(listed: list[Assignment]) -> None:
    assert Counter(row.source for row in listed) == {
        "RHEL C-1": 112,
        "RHEL C-2": 24,
        "RHEL C-3": 79,
        "RHEL C-4": 4,
        "RHEL C-5": 7,
        "RHEL C-6": 46,
    }
    assert len({row.first for row in listed}) == 263
    assert len({row.name for row in listed}) == 268
    assert sum(len(row.aliases) for row in listed) == 35
    assert len([row for row in listed if row.aliases]) == 31
    assert len({name for row in listed for name in (row.name, *row.aliases)}) == 303
    assert {row.status for row in listed} == {"listed"}
    assert min(row.first for row in listed) == 1
    assert max(row.first for row in listed) == 60179


def test_rows_with_two_aliases_keep_their_order(listed: list[Assignment]) -> None:
    assert [(row.first, row.name, row.aliases) for row in listed if len(row.aliases) == 2] == [
        (520, "router", ("route", "routed")),
        (556, "remotefs", ("rfs_server", "rfs")),
        (1529, "support", ("prmsd", "gnatsd")),
        (9100, "jetdirect", ("laserjet", "hplj")),
    ]


@pytest.mark.parametrize(
    "row", rows(), ids=lambda row: f"{row['table']}-{row['port']}-{row['name']}"
)
def test_each_row_is_found_by_number_name_and_alias(row: dict[str, str]) -> None:
    known = catalogue()
    transports = (row["layer"],) if row["layer"] else ("tcp", "udp")
    source = f"RHEL {row['table']}"

    def found(candidates: Sequence[Assignment]) -> list[Assignment]:
        return [
            each
            for each in candidates
            if (each.source, each.first, each.name) == (source, int(row["port"]), row["name"])
            and each.transports == transports
        ]

    assert len(found(known.at(int(row["port"])))) == 1
    assert found(known.at(int(row["port"]), transports[0]))
    for name in (row["name"], *row["aliases"].split(), row["name"].upper()):
        assert found(known.named(name)), name
    assert found(known.at(int(row["port"])))[0].aliases == tuple(row["aliases"].split())


def test_one_port_belongs_to_two_tables_and_to_no_layer_of_both() -> None:
    known = catalogue()
    assert [row.name for row in known.at(1, "ddp")] == ["rtmp"]
    assert "rtmp" not in [row.name for row in known.at(1, "tcp")]
    assert known.primary_name(1) == "tcpmux"


def test_the_same_port_is_another_service_over_another_transport() -> None:
    known = catalogue()
    assert (known.primary_name(512, "tcp"), known.primary_name(512, "udp")) == ("exec", "biff")
    assert (known.primary_name(514, "tcp"), known.primary_name(514, "udp")) == ("shell", "syslog")


@pytest.mark.parametrize(
    ("port", "name", "remark"),
    [
        (73, "netrjs-4", "74"),
        (871, "supfileserv", "supfilesrv"),
        (1127, "sufiledbg", "supfiledbg"),
        (2605, "nsc-posa", "bgpd"),
        (994, "ircs", "6697"),
        (953, "rndc", "registered"),
        (115, "sftp", "not SSH's"),
        (1236, "bvcontrol", "rmtcfg"),
        (2600, "hpstgmgr", "Zebra"),
        (22273, "wnn6", "wnn4"),
    ],
)
def test_slips_and_footnotes_of_the_document_are_kept_and_marked(
    port: int, name: str, remark: str
) -> None:
    (row,) = (row for row in catalogue().at(port) if row.name == name and row.status == "listed")
    assert row.slip
    assert remark in row.slip.en
    assert row.slip.ja != row.slip.en


def test_what_is_right_carries_no_mark(listed: list[Assignment]) -> None:
    marked = {row.first for row in listed if row.slip}
    assert len(marked) == 21
    assert not marked & {22, 80, 443, 191, 13782, 26208}


def test_the_twenty_typical_ports_keep_their_transports() -> None:
    typical = [row for row in everything() if row.source == "typical ports"]
    assert len(typical) == 20
    transports = {row.first: row.transports for row in typical}
    both, tcp, udp = ("tcp", "udp"), ("tcp",), ("udp",)
    assert transports == {
        **dict.fromkeys((20, 22, 23, 80, 110, 143, 465), tcp),
        **dict.fromkeys((21, 25, 53, 139, 162, 389, 443, 636, 993, 995), both),
        **dict.fromkeys((123, 161, 514), udp),
    }


def test_the_three_ranges_leave_no_gap() -> None:
    assert [(span.id, span.first, span.last) for span in RANGES] == [
        ("well-known", 0, 1023),
        ("registered", 1024, 49151),
        ("dynamic", 49152, 65535),
    ]
    known = catalogue()
    edges = (0, 1023, 1024, 49151, 49152, 65535)
    assert [known.range_of(port) for port in edges] == [
        *("well-known", "well-known", "registered", "registered", "dynamic", "dynamic")
    ]


def test_layers_and_ranges_are_counted_as_in_the_document(listed: list[Assignment]) -> None:
    layers = Counter(each for row in listed for each in row.transports if len(row.transports) == 1)
    assert layers == {"tcp": 10 + 3 + 23, "udp": 7 + 4, "ddp": 4}
    ports = {row.first for row in listed}
    spans = [sum(span.first <= port <= span.last for port in ports) for span in RANGES]
    assert spans == [147, 114, 2]
    tcp, udp = (
        {row.first for row in listed if row.transports == (each,)} for each in ("tcp", "udp")
    )
    assert sorted(tcp & udp) == [512, 513, 514, 520, 2430, 2431, 2433]
    twice = Counter((row.source, row.first, row.transports) for row in listed)
    assert [place for place, count in twice.items() if count > 1] == [
        ("RHEL C-1", 73, ("tcp", "udp"))
    ]


def test_each_row_stands_beside_what_iana_says_of_the_port_today(
    listed: list[Assignment],
) -> None:
    statuses: Counter[str] = Counter()
    for row in listed:
        if row.transports == ("ddp",):
            statuses["outside the registry"] += 1
            continue
        official = {
            each.name
            for transport in row.transports
            for each in catalogue().at(row.first, transport)
            if each.status == "official"
        }
        same = row.name.casefold() in {name.casefold() for name in official}
        statuses["same" if same else "another name" if official else "not registered"] += 1
    assert statuses == {
        "same": 214,
        "another name": 38,
        "not registered": 16,
        "outside the registry": 4,
    }


@pytest.mark.parametrize("port", [953, 3455, 4559, 8008, 24554])
def test_what_the_document_calls_unregistered_may_be_registered_by_now(port: int) -> None:
    rows = catalogue().at(port)
    (listed,) = (row for row in rows if row.source == "RHEL C-6")
    assert listed.name in [row.name for row in rows if row.status == "official"]
    assert listed.slip
