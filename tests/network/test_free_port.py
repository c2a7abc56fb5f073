"""The next free port: what is taken, and what is free and yet no good."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.model.port_set import PortSet
from portlens.network.free_port import FreePorts, next_free_port, taken_by, why_not
from portlens.programs.program import program_of
from tests._judge import context, document
from tests._steps import steps

COMPOSE = """\
services:
  db:
    image: postgres
    ports: ["5432:5432", "15432:5432/tcp"]
  dns:
    ports: ["127.0.0.1:53:5353/udp", "7000-7002:7000-7002"]
  any:
    ports: ["9000", "${UNKNOWN}:80", "${FROM_ENV}:81", "${UNSET:-9002}:82"]
"""


def free(format_id: str, text: str, wanted: int, transport: str | None = None) -> int | None:
    files = {"/site/subject": text, "/site/.env": "FROM_ENV=9001\n"}
    subject = document(format_id, text, "/site/subject")
    sockets = program_of(subject, context(files).workspace).sockets
    return next_free_port(taken_by(sockets, transport), wanted, catalogue())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (5432, 5433),
        (7000, 7003),
        (53, 54),
        (8080, 8080),
        (0, 1),
        (65535, 65535),
        (65536, None),
        (9001, 9003),
    ],
)
def test_the_next_free_port(wanted: int, found: int | None) -> None:
    assert free("compose", COMPOSE, wanted) == found


def test_what_is_connected_to_is_not_taken() -> None:
    assert free("nginx", "server { location / { proxy_pass http://a:8080; } }", 8080) == 8080


def test_every_format_takes_ports() -> None:
    assert free("nginx", "server { listen 8080; listen 8081-8083; }", 8080) == 8084
    assert free("sshd_config", "Port 2222\nListenAddress 127.0.0.1:2223", 2223) == 2224
    assert free("ssh_config", "Host a\n  LocalForward 8080 b:80", 8080) == 8081
    assert free("services", "ssh 22/tcp", 22) == 22


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        (23, "it is known as the port of telnet"),
        (5432, "it is known as the port of PostgreSQL"),
        (6000, "browsers refuse to open it"),
        (5000, "macOS listens there (AirPlay)"),
        (7000, "macOS listens there (AirPlay)"),
        (32768, "the kernel gives ports of this range to outgoing connections"),
        (60999, "the kernel gives ports of this range to outgoing connections"),
    ],
)
def test_a_free_port_that_is_no_good_is_passed_over(port: int, reason: str) -> None:
    found = why_not(port, catalogue())
    assert found is not None
    assert found.en == reason
    before = port - 1
    assert next_free_port(PortSet([(before, before)]), before, catalogue()) not in (None, port)
    # Who asks for it by its number gets it.
    assert next_free_port(PortSet(), port, catalogue()) == port


@pytest.mark.parametrize("port", [81, 3001, 5433, 8081, 8443, 9000, 61000])
def test_nothing_is_wrong_with_these(port: int) -> None:
    assert why_not(port, catalogue()) is None


def test_no_fix_moves_a_port_whose_clients_ask_no_other() -> None:
    free = FreePorts((), catalogue())
    assert [free.next(port, "tcp") for port in (53, 80, 443, 1023)] == [None] * 4
    assert free.next(1024, "tcp") == 1024


def test_a_wide_range_costs_no_more_than_a_port() -> None:
    narrow, wide = PortSet([(8080, 8080)]), PortSet([(8080, 32767)])
    found = catalogue()
    assert next_free_port(wide, 8080, found) == 61000
    few = steps(lambda: next_free_port(narrow, 8080, found))
    assert steps(lambda: next_free_port(wide, 8080, found)) < 3 * few
