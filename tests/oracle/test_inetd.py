"""openbsd-inetd really started: it opens the sockets that portlens says it opens, and no other."""

import os
import signal
import socket
import subprocess
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.inetd.entry import Entry
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from tests._judge import context, document
from tests.oracle._inetd_generate import generated
from tests.oracle._long import Record, chance
from tests.oracle._machine import LONGEST, MACHINE, Sockets, sockets_of, unpacked
from tests.oracle._run import in_parallel
from tests.oracle.nginx_program import own_network

_FILES = 100
# inetd writes its number below /run.
_START = f"""{MACHINE}
    exec "$0" -i "$1"
"""
_HANGS = 0.2  # seconds in which an inetd that comes through has mostly done so
_ENTRY = "invalid-inetd-entry"
_DROPS = {"invalid-address", _ENTRY, "invalid-port", "invalid-transport", "port-out-of-range"}


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_starts(tmp_path: Path, record_property: Record) -> None:
    inetd = _program()
    random = chance("inetd")
    record_property("files", _FILES)
    texts = [generated(random) for _ in range(_FILES)]
    answers = _answers(inetd, texts, tmp_path)
    wrong = [
        (text, said - opened, opened - said)
        for text, (opened, _) in zip(texts, answers, strict=True)
        if (said := _said(text)) != opened
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    assert all(_hangs(text) != is_read for text, (_, is_read) in zip(texts, answers, strict=True))
    assert sum(map(len, map(_said, texts))) > 1.5 * _FILES


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_each_entry_alone(tmp_path: Path, record_property: Record) -> None:
    """Of an entry for which inetd opens nothing something is told."""
    inetd = _program()
    random = chance("inetd entries")
    record_property("files", _FILES)
    texts = [_alone(random) for _ in range(_FILES)]
    answers = _answers(inetd, texts, tmp_path)
    wrong = [
        text
        for text, (opened, _) in zip(texts, answers, strict=True)
        if not opened and not _dropped(text) and not _opens_no_port(text)
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    dropped = [text for text, (opened, _) in zip(texts, answers, strict=True) if not opened]
    assert _FILES / 5 < len(dropped) < _FILES * 4 / 5


def _alone(random: Random) -> str:
    """Return a file with a single entry, of those that are often wrong."""
    while True:
        text = generated(random)
        if 0 < len(document("inetd", text).uses) < 2:
            return text


def _program() -> str:
    found = unpacked("inetd")
    if found is None:
        pytest.skip("openbsd-inetd is not here: .ci/run programs unpacks it")
    return found


def _answers(inetd: str, texts: list[str], folder: Path) -> list[tuple[Sockets, bool]]:
    """Return for each text what inetd opens, and whether it reads the file to its end."""

    def ask(number: int) -> tuple[Sockets, bool]:
        return _opened(inetd, texts[number], folder / str(number))

    catalogue().port_of("ssh", "tcp")  # read once, before several ask for it
    return in_parallel(ask, range(len(texts)))


def _opened(inetd: str, text: str, folder: Path) -> tuple[Sockets, bool]:
    """Return the sockets that inetd opens for a file, and whether it came to the end of it."""
    folder.mkdir()
    path = folder / "inetd.conf"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    command = [*(own_network() or ()), "--mount", "sh", "-c", _START, inetd, str(path)]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(folder / "told"))
        surroundings = {**os.environ, "NOTIFY_SOCKET": str(folder / "told")}
        # Where it stands it makes the sockets of its entries of type `unix`.
        process = subprocess.Popen(command, env=surroundings, cwd=folder, stderr=subprocess.DEVNULL)
        try:
            is_read = _comes_through(told, process.pid, text)
            return sockets_of(process.pid), is_read
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def _comes_through(told: socket.socket, process: int, text: str) -> bool:
    """Tell whether inetd says that it has read its file.

    Of one that is to hang it is waited for what it opens before that, and then not for long.
    """
    if not _hangs(text):
        return _is_ready(told, LONGEST)
    for _ in range(int(LONGEST / _HANGS)):
        if _is_ready(told, _HANGS):
            return True
        if sockets_of(process) == _said(text):
            return _is_ready(told, _HANGS)
    return False


def _is_ready(told: socket.socket, seconds: float) -> bool:
    told.settimeout(seconds)
    with suppress(TimeoutError):
        while b"READY=1" not in told.recv(1024):
            pass
        return True
    return False


def _said(text: str) -> Sockets:
    subject = document("inetd", text)
    around = context({subject.path: text})
    asked = program_of(subject, around.workspace).sockets
    without = {id(socket) for socket, _ in refused(asked, goes_on=True)}
    return Counter(
        (each.transport, each.address.text, each.first)
        for each in asked
        if id(each) not in without and each.address.family != "unix"
    )


def _rules(text: str) -> set[str]:
    subject = document("inetd", text)
    findings = analyse(subject, context({subject.path: text})).findings
    return {each.finding.rule for each in findings}


def _dropped(text: str) -> bool:
    return bool(_rules(text) & {*_DROPS, "unknown-service-name"})


def _hangs(text: str) -> bool:
    return any(fault.reason == "hangs" for fault in document("inetd", text).reading.faults)


def _opens_no_port(text: str) -> bool:
    """Tell whether no port is there: a unix socket, or a name that only IANA has."""
    uses = document("inetd", text).uses
    ports = [use.port for use in uses if isinstance(use.detail, Entry)]
    return all(port is None or (port.name and not port.is_known) for port in ports)
