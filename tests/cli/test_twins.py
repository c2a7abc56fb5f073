"""What excludes each other in two files is one paragraph for people, else two findings."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    for path, text in (
        ("etc/nginx/nginx.conf", "events {}\nhttp { server { listen 8080; } }\n"),
        ("etc/ssh/sshd_config", "Port 8080\n"),
    ):
        Path(path).parent.mkdir(parents=True)
        Path(path).write_text(text)


def test_people_see_one_paragraph_with_both_places(portlens: Portlens) -> None:
    ran = portlens("check", "etc")
    assert (ran.status, ran.out.count("error[listen-conflict]")) == (1, 1)
    assert "  = etc/ssh/sshd_config:1:6: port 8080 is asked for here\n" in ran.out
    assert ran.out.endswith("\n1 error in 2 files\n")
    assert portlens("check", "--all", "etc").out == ran.out


def test_three_that_want_one_port_are_one_paragraph(portlens: Portlens) -> None:
    Path("etc/haproxy").mkdir()
    Path("etc/haproxy/haproxy.cfg").write_text("frontend a\n    bind :8080\n")
    assert portlens("check", "etc").out.endswith("\n1 error in 3 files\n")


def test_another_severity_is_told_by_itself(portlens: Portlens) -> None:
    Path("etc/ssh/portlens.toml").write_text('[severity]\nlisten-conflict = "warning"\n')
    assert portlens("check", "etc").out.endswith("\n1 error, 1 warning in 2 files\n")


def test_machines_and_one_file_alone_have_both_ends(portlens: Portlens) -> None:
    found = json.loads(portlens("check", "--output-format", "json", "etc").out)["findings"]
    assert len(found) == 2
    assert len(portlens("check", "--output-format", "concise", "etc").out.splitlines()) == 2
    for path in ("etc/ssh/sshd_config", "etc/nginx/nginx.conf"):
        assert portlens("check", path).out.endswith("\n1 error in 1 file\n")


def test_two_that_clash_with_a_third_in_one_file_are_two(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(
        "services:\n"
        + "".join(f"  {name}:\n    image: x\n    ports: ['80:80']\n" for name in "abc")
    )
    assert portlens("check", "compose.yaml").out.endswith("\n2 errors in 1 file\n")


def test_statistics_count_the_paragraphs_in_each_format(portlens: Portlens) -> None:
    for words in ((), ("--output-format", "concise")):
        out = portlens("check", "--statistics", *words, "etc").out
        assert [line.split()[0] for line in out.splitlines() if "listen-conflict  " in line] == [
            "1"
        ]
