"""`ports --filter` and `--sort`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

COMPOSE = """\
services:
  web:
    image: nginx
    ports: ["8080:80", "443:443/udp"]
  db:
    image: postgres
    ports: ["127.0.0.1:5432:5432", "${HIGH}:9000", "7000-7010:7000-7010"]
"""


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("compose.yaml").write_text(COMPOSE)
    Path("etc").mkdir()
    Path("etc/sshd_config").write_text("Port 22\n")


def listed(portlens: Portlens, *words: str) -> list[int | None]:
    ran = portlens("ports", "--output-format", "json", *words)
    assert (ran.status, ran.err) == (0, "")
    return [record["first"] for record in json.loads(ran.out)["ports"]]


@pytest.mark.parametrize(
    ("filter_", "ports"),
    [
        ("role=listens", [22]),
        ("role=listens,role=publishes,port=1-1000", [443, 22]),
        ("port=8080", [8080]),
        ("port=7005", [7000]),
        ("port=80", []),  # the container's side
        ("transport=UDP", [443]),
        ("format=sshd_config", [22]),
        ("path=etc/*", [22]),
        ("path=*.yaml,role=publishes", [8080, 443, 5432, None, 7000]),
        ("name=POSTGRES,port=5000-6000", [5432]),
        ("owner=web", [8080, 443]),
    ],
)
def test_filter(portlens: Portlens, filter_: str, ports: list[int | None]) -> None:
    assert listed(portlens, "--filter", filter_) == ports
    assert listed(portlens, *(f"--filter={part}" for part in filter_.split(","))) == ports


def test_a_path_may_follow(portlens: Portlens) -> None:
    assert listed(portlens, "--filter", "role=listens", "port=22", "etc", "compose.yaml") == [22]


@pytest.mark.parametrize(
    ("order", "ports"),
    [
        ("path", [8080, 443, 5432, None, 7000, 22]),
        ("port", [22, 443, 5432, 7000, 8080, None]),
        ("role", [22, 8080, 443, 5432, None, 7000]),
        ("owner", [5432, None, 7000, 8080, 443, 22]),
    ],
)
def test_sort(portlens: Portlens, order: str, ports: list[int | None]) -> None:
    assert listed(portlens, "--sort", order) == ports


def test_sort_by_name(portlens: Portlens) -> None:
    out = portlens("ports", "--sort", "name", "--output-format", "json").out
    names = [record["name"] for record in json.loads(out)["ports"]]
    known = [name.casefold() for name in names if name]
    assert known == sorted(known)
    assert names[: len(known)] == [name for name in names if name]


@pytest.mark.parametrize(
    ("filter_", "told"),
    [
        ("port=80000", "port=80000 is no port and no range"),
        ("port=90-80", "port=90-80 is no port and no range"),
        ("role=publish", "did you mean publishes?"),
        ("format=nginz", "did you mean nginx?"),
        ("rol=listens", "did you mean role?"),
        ("listens", "is not KEY=VALUE"),
        ("role=", "is not KEY=VALUE"),
    ],
)
def test_what_makes_no_sense(portlens: Portlens, filter_: str, told: str) -> None:
    ran = portlens("ports", "--filter", filter_)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_a_drawing_is_whole(portlens: Portlens) -> None:
    ran = portlens("ports", "--output-format", "dot", "--sort", "port")
    assert (ran.status, ran.out) == (2, "")
    assert "dot shows all ports" in ran.err
