"""Questions that rules and features ask of the catalogue."""

import pytest

from portlens.catalogue.load import catalogue

KNOWN = catalogue()


@pytest.mark.parametrize("port", [-1, 65536, 10**30])
def test_numbers_that_are_no_ports_are_simply_unknown(port: int) -> None:
    assert KNOWN.at(port) == ()
    assert not KNOWN.is_known(port)
    assert KNOWN.primary_name(port) is None
    assert KNOWN.notices_at(port) == []
    assert KNOWN.cautions_at(port) == []
    assert KNOWN.kind_of(port) is None
    assert KNOWN.software_at(port) == ()
    assert KNOWN.images_at(port) == ()


@pytest.mark.parametrize("port", [80, 8080, 5173, 8123, 6063, 6010, 15, 30500, 60177])
def test_known_is_what_any_table_gives_to_somebody(port: int) -> None:
    assert KNOWN.is_known(port)


@pytest.mark.parametrize("port", [0, 4, 51, 5342, 6067, 49151, 49153])
def test_unknown_is_what_no_table_gives_to_anybody(port: int) -> None:
    assert not KNOWN.is_known(port, "tcp")


def test_a_port_can_be_known_over_one_transport_alone() -> None:
    assert KNOWN.is_known(6379, "tcp")
    assert not KNOWN.is_known(6379, "udp")
    assert KNOWN.is_known(51820, "udp")
    assert not KNOWN.is_known(51820, "tcp")
    assert not KNOWN.is_known(80, "quic")


@pytest.mark.parametrize(
    ("name", "ports"),
    [
        ("http", (80,)),
        ("HTTP-Alt", (591, 8008, 8080)),
        ("postgres", (5432,)),
        ("ftp", (21,)),
        ("x11", (6000,)),
        ("webcache", (8080,)),
        ("ircd", (6667,)),
        ("syslog", ()),
        ("Grafana", ()),  # software is no service name
        ("", ()),
        ("no-such", ()),
    ],
)
def test_ports_of_a_service_name(name: str, ports: tuple[int, ...]) -> None:
    assert KNOWN.ports_named(name) == ports


def test_ports_of_a_name_over_another_transport() -> None:
    assert KNOWN.ports_named("syslog", "udp") == (514,)


def test_rows_of_a_name_are_official_first() -> None:
    assert [(row.first, row.source) for row in KNOWN.named("whod")] == [
        (513, "IANA"),
        (513, "RHEL C-2"),
    ]
    assert [row.first for row in KNOWN.named("kafka")] == [9092, 9093, 9094, 29092]
    assert KNOWN.named("comsat", "tcp") == []


@pytest.mark.parametrize(
    ("name", "transport", "port"),
    [
        ("ssh", "tcp", 22),
        ("postgres", "tcp", 5432),
        ("postgresql", "tcp", 5432),
        ("syslog", "udp", 514),
        ("syslog", "tcp", 514),  # an alias of shell in Debian's file
        ("x11-3", "tcp", 6003),
        ("ssh", "udp", None),
        ("SSH", "tcp", None),  # the C library heeds case
        ("http-alt", "tcp", 8080),
        ("ollama", "tcp", None),  # IANA has it, Debian's file does not
        ("ssh", "sctp", None),
        ("", "tcp", None),
    ],
)
def test_what_the_c_library_answers(name: str, transport: str, port: int | None) -> None:
    assert KNOWN.port_of(name, transport) == port


@pytest.mark.parametrize(
    ("port", "kind"),
    [
        (5432, "database"),
        (6379, "cache"),
        (5672, "broker"),
        (2375, "administration"),
        (9229, "administration"),
        (80, None),
        (3000, None),
        (9000, None),  # MinIO, PHP-FPM, SonarQube: nobody can tell which
    ],
)
def test_the_kind_of_a_port_is_told_only_where_it_is_certain(port: int, kind: str | None) -> None:
    assert KNOWN.kind_of(port) == kind
    assert KNOWN.kind_of(port, "sctp") is None


def test_software_is_listed_in_the_table_s_order() -> None:
    assert KNOWN.software_at(6379) == ("Redis", "Valkey", "KeyDB", "Dragonfly")
    assert KNOWN.software_at(22) == ()
    assert KNOWN.software_at(31000) == ("Kubernetes NodePort",)


def test_cautions_name_what_is_better_and_where() -> None:
    (caution,) = KNOWN.cautions_at(23, "tcp")
    assert (caution.risk, caution.instead.en, caution.instead_port) == (
        "cleartext-login",
        "ssh",
        22,
    )
    assert caution.reference == "RFC 4251"
    assert KNOWN.cautions_at(23, "udp") == []
    assert KNOWN.cautions_at(6009, "tcp")[0].risk == "cleartext"
    assert KNOWN.cautions_at(6010, "tcp") == []  # what SSH forwards is encrypted
    assert KNOWN.cautions_at(443) == []


def test_sftp_of_115_and_tls_of_465_are_not_taken_for_something_else() -> None:
    assert KNOWN.named("sftp")[0].first == 115
    assert [caution.risk for caution in KNOWN.cautions_at(465, "tcp")] == ["note"]
    assert KNOWN.cautions_at(587, "tcp")[0].instead_port == 465
