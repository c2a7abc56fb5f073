"""Socket units of one machine, whose folder is checked as a whole."""

from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

UNIT = "[Socket]\nListenStream=8080\n[Install]\nWantedBy=sockets.target\n"


@pytest.fixture(autouse=True)
def _machine(links: None, portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    wants = Path("etc/systemd/system/sockets.target.wants")
    wants.mkdir(parents=True)
    for name in ("a.socket", "b.socket"):
        (wants.parent / name).write_text(UNIT)
        (wants / name).symlink_to(f"../{name}")


def test_two_that_are_enabled_cannot_have_one_port(portlens: Portlens) -> None:
    ran = portlens("check", "--output-format", "concise", "etc")
    assert [
        line.partition(":")[0] for line in ran.out.splitlines() if "listen-conflict" in line
    ] == [
        "etc/systemd/system/a.socket",
        "etc/systemd/system/b.socket",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("etc/nginx/nginx.conf", "events {}\nhttp { server { listen 8080; } }\n"),
        ("etc/ssh/sshd_config", "Port 8080\n"),
    ],
)
def test_one_that_is_enabled_has_the_port_before_a_program(
    portlens: Portlens, path: str, text: str
) -> None:
    Path(path).parent.mkdir()
    Path(path).write_text(text)
    ran = portlens("check", "--output-format", "concise", "etc")
    told = [line.partition(":")[0] for line in ran.out.splitlines() if "listen-conflict" in line]
    assert path in told
    assert "etc/systemd/system/a.socket" in told


def test_one_that_nobody_enabled_is_no_rival(portlens: Portlens) -> None:
    Path("etc/systemd/system/sockets.target.wants/b.socket").unlink()
    assert portlens("check", "etc").status == 0


def test_each_is_listed_once(portlens: Portlens) -> None:
    ran = portlens("ports", "etc")
    assert ran.out.count("a.socket:2") == 1
    assert "wants" not in ran.out
