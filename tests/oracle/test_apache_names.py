"""httpd asked by name: a request gets to another virtual host where portlens says so."""

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._apache_generate import preamble
from tests.oracle._long import Record, chance
from tests.oracle._run import program
from tests.oracle.nginx_program import own_network

_GROUPS = 60
_FIRST_PORT = 20_000
_NAMES = ("a.example", "A.example", "b.example", "x.a.example", "a")
# httpd refuses a ServerName with an asterisk.
_ALIASES = (*_NAMES, "*.example", "*.a.example", "*")
_ADDRESSES = ("*:{port}", "*:{port}", "_default_:{port}", "0.0.0.0:{port}", "127.0.0.1:{port}")
# Starts httpd, asks each `address port name` of the standard input, and says where that led.
_CLIENT = """
import http.client, subprocess, sys, time
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
server = subprocess.Popen([sys.argv[1], "-X", "-f", sys.argv[2]])
questions = [line.split() for line in sys.stdin]
for wait in range(200):
    try:
        http.client.HTTPConnection(questions[0][0], int(questions[0][1])).connect()
        break
    except OSError:
        time.sleep(0.05)
for address, port, name in questions:
    client = http.client.HTTPConnection(address, int(port))
    client.request("GET", "/", headers={"Host": name})
    print((client.getresponse().getheader("Location") or "").rpartition("/")[2])
server.kill()
"""


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_names(tmp_path: Path, record_property: Record) -> None:
    judge = program("apache2", "apache2")
    random = chance("apache names")
    lines = preamble(("mpm_event", "authz_core", "alias"))
    lines += [f"PidFile {tmp_path}/pid", 'User "#65534"', 'Group "#65534"']
    asked: list[_Asked] = []
    for group in range(_GROUPS):
        _group(random, lines, asked, _FIRST_PORT + group)
    path = tmp_path / "httpd.conf"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    questions = "".join(f"{one.question}\n" for one in asked)
    command = [*(own_network() or ()), sys.executable, "-c", _CLIENT, judge, str(path)]
    done = subprocess.run(
        command, input=questions, capture_output=True, text=True, timeout=100, check=False
    )
    assert not done.returncode, done.stderr
    answers = [int(line) for line in done.stdout.split()]
    taken = [
        (one.line, one.name)
        for one, answer in zip(asked, answers, strict=True)
        if answer != one.host
    ]
    told = _told(path.read_text("utf-8"))
    record_property("names", len(asked))
    assert len(asked) / 5 < len(taken) < len(asked) * 4 / 5
    assert sorted(told) == sorted(taken)


class _Asked(NamedTuple):
    """A name in a virtual host, with its line, and a request for it at an address of that."""

    name: str
    line: int
    host: int
    question: str


def _group(random: Random, lines: list[str], asked: list[_Asked], port: int) -> None:
    """Add a port with some virtual hosts, and what is to be asked of each name in them."""
    lines.append(f"Listen {port}")
    for host in range(random.randint(2, 4)):
        here = random.choice(_ADDRESSES).format(port=port)
        lines += [f"<VirtualHost {here}>", f"RedirectMatch . http://x/{host}"]
        for keyword in ("ServerName", "ServerAlias")[random.randint(0, 1) :]:
            name = random.choice(_NAMES if keyword == "ServerName" else _ALIASES)
            before, after = ("https://", ":81") if keyword == "ServerName" else ("", "")
            is_plain = random.random() < 0.7
            lines.append(f"{keyword} {name if is_plain else before + name + after}")
            # Of two addresses the nearer one has the request: the others are asked elsewhere.
            address = "127.0.0.1" if here.startswith("127") else "127.0.0.2"
            question = f"{address} {port} {name.replace('*', 'q9')}"
            asked.append(_Asked(name, len(lines), host, question))
        lines.append("</VirtualHost>")


def _told(text: str) -> list[tuple[int, str]]:
    """Return the lines of names that portlens says no request gets to, and the names."""
    subject = document("apache", text)
    found = analyse(subject, context({subject.path: subject.text})).findings
    spans = [
        judged.finding.span for judged in found if judged.finding.rule == "conflicting-server-name"
    ]
    return [
        (subject.lines.position(span.start).line + 1, span.of(text).split("//")[-1].split(":")[0])
        for span in spans
    ]
