"""httpd really started, with sockets of every family: it fails where portlens sees a conflict."""

import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._apache_generate import preamble
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program
from tests.oracle.nginx_program import own_network

_FILES = 24
# A machine that has these addresses is made for each start.
_MACHINE = """
    ip link set lo up
    ip address add 10.1.2.3/32 dev lo
    ip -6 address add fd00::1/128 dev lo nodad 2>/dev/null
    exec "$0" -X -f "$1"
"""
_ADDRESSES = ("", "", "*:", "0.0.0.0:", "127.0.0.1:", "10.1.2.3:", "[::]:", "[::1]:", "[fd00::1]:")
_ODD = ("0:", "127.1:", "[0::0]:", "[0::1]:", "[::ffff:127.0.0.1]:")
_PORTS = ("8080", "8080", "8081", "4294975376")
_REFUSED = ("Unable to open logs", "Cannot define multiple Listeners")


def _configuration(random: Random, folder: Path) -> str:
    text = "\n".join(preamble(("mpm_event", "authz_core")))
    text += f'\nPidFile {folder}/pid\nErrorLog {folder}/log\nUser "#65534"\nGroup "#65534"\n'
    for _ in range(random.randint(1, 4)):
        addresses = _ODD if random.random() < 0.1 else _ADDRESSES
        text += f"Listen {random.choice(addresses)}{random.choice(_PORTS)}\n"
    return text


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_starts(tmp_path: Path, record_property: Record) -> None:
    judge = program("apache2", "apache2")
    random = chance("apache starts")
    record_property("files", _FILES)
    folders = [tmp_path / str(number) for number in range(_FILES)]
    for folder in folders:
        folder.mkdir()
        (folder / "httpd.conf").write_text(_configuration(random, folder), "utf-8")
    fails = in_parallel(lambda folder: _fails(judge, folder), folders)
    texts = [(folder / "httpd.conf").read_text("utf-8") for folder in folders]
    wrong = [
        (text, failed)
        for text, failed in zip(texts, fails, strict=True)
        if _conflicts(text) != failed
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    assert _FILES / 5 < sum(fails) < _FILES * 4 / 5


def _fails(judge: str, folder: Path) -> bool:
    """Tell whether httpd fails to start with the configuration in `folder`."""
    path, log, pid = folder / "httpd.conf", folder / "log", folder / "pid"
    command = [*(own_network() or ()), "sh", "-c", _MACHINE, judge, str(path)]
    out = folder / "out"
    with out.open("w") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        while process.poll() is None and not pid.exists():
            time.sleep(0.05)
        started = pid.exists()  # which httpd writes once its sockets are open
        process.kill()  # it does not listen to a gentler word before it sleeps
    said = out.read_text("utf-8") + (log.read_text("utf-8") if log.exists() else "")
    assert started or any(words in said for words in _REFUSED), said
    return not started


def _conflicts(text: str) -> bool:
    subject = document("apache", text)
    findings = analyse(subject, context({subject.path: text})).findings
    return any(judged.finding.rule == "listen-conflict" for judged in findings)
