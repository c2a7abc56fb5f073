"""HAProxy really started, with sockets of every family: it fails where portlens sees a conflict."""

import re
import subprocess
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program
from tests.oracle.nginx_program import own_network

_FILES = 40
# A machine that has these addresses is made for each start.
_MACHINE = """
    ip link set lo up
    ip address add 10.1.2.3/32 dev lo
    ip -6 address add fd00::1/128 dev lo nodad 2>/dev/null
    exec "$0" -W -db -f "$1"
"""
_ADDRESSES = ("", "*", "0.0.0.0", "127.0.0.1", "10.1.2.3", "[::]", "[::1]", "[fd00::1]", "ipv6@")
_PORTS = ("8080", "8080", "8081", "8080-8082", "8081-8083")
_BOUND_OR_NOT = re.compile(r"Loading success|cannot bind|Exiting|exit")
_FIRST = """\
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
"""


def _configuration(random: Random) -> str:
    shares = "" if random.random() < 0.8 else "#"
    text = f"global\n    {shares}noreuseport\n{_FIRST}"
    for number in range(random.randint(1, 3)):
        text += f"frontend f{number}\n"
        for _ in range(random.randint(1, 2)):
            address = random.choice(_ADDRESSES)
            only = " v6only" if "6" in address + "[" and random.random() < 0.3 else ""
            text += f"    bind {address}:{random.choice(_PORTS)}{only}\n"
    return text


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_starts(tmp_path: Path, record_property: Record) -> None:
    judge = program("haproxy", "haproxy")
    random = chance("haproxy starts")
    record_property("files", _FILES)
    paths = [tmp_path / f"{number}.cfg" for number in range(_FILES)]
    for path in paths:
        path.write_text(_configuration(random), "utf-8")
    said = in_parallel(lambda path: _said(judge, path), paths)
    wrong = [
        (path.read_text("utf-8"), line)
        for path, line in zip(paths, said, strict=True)
        if _conflicts(path.read_text("utf-8")) != ("cannot bind" in line)
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    assert _FILES / 5 < sum("cannot bind" in line for line in said) < _FILES * 4 / 5


def _said(judge: str, path: Path) -> str:
    """Return the line in which HAProxy says whether it could bind all that stands in a file."""
    command = [*(own_network() or ()), "sh", "-c", _MACHINE, judge, str(path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        lines = process.stderr or ()
        said = next((line for line in lines if _BOUND_OR_NOT.search(line)), "nothing")
        process.terminate()
    assert "cannot bind" in said or "success" in said, said
    return said


def _conflicts(text: str) -> bool:
    subject = document("haproxy", text)
    findings = analyse(subject, context({subject.path: text})).findings
    return any(judged.finding.rule == "listen-conflict" for judged in findings)
