"""xinetd really started: it opens the sockets that portlens says it opens, and no other."""

import selectors
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._machine import LONGEST, MACHINE, Sockets, sockets_of, unpacked
from tests.oracle._run import in_parallel
from tests.oracle._xinetd_generate import Files, alone, generated
from tests.oracle.nginx_program import own_network

_FILES = 100
# The folder `etc` of the case takes the place of the machine's.
_START = f"""{MACHINE}
    mount --bind "$1" /etc
    exec "$0" -dontfork -stayalive -filelog /dev/stderr -pidfile /run/xinetd.pid
"""
_TABLES = ("services", "protocols", "passwd", "group", "nsswitch.conf", "hosts", "rpc")
_ENDS = (b"Started working", b"Exiting...")
_MAIN = "xinetd.conf"
_RAW = "IPV6_V6ONLY"  # what a raw socket, which has no port, does not know
_DROPS = {
    *("invalid-xinetd-entry", "invalid-address", "invalid-port", "invalid-transport"),
    *("port-out-of-range", "service-name-not-allowed", "unknown-service-name"),
    *("duplicate-port", "listen-conflict"),
}


class Answer(NamedTuple):
    """What xinetd opens for some files, and what it writes into its log."""

    opened: Sockets
    log: str


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_starts(tmp_path: Path, record_property: Record) -> None:
    xinetd = _program()
    random = chance("xinetd")
    record_property("files", _FILES)
    every = [generated(random) for _ in range(_FILES)]
    answers = _answers(xinetd, every, tmp_path)
    wrong = [
        (files, said - each.opened, each.opened - said, each.log)
        for files, each in zip(every, answers, strict=True)
        if (said := _said(files)) != each.opened
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    assert sum(sum(each.opened.values()) for each in answers) > 1.5 * _FILES


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_each_entry_alone(tmp_path: Path, record_property: Record) -> None:
    """Of an entry that xinetd drops something is told, and no error of one that it takes."""
    xinetd = _program()
    random = chance("xinetd entries")
    record_property("files", _FILES)
    every = [alone(random) for _ in range(_FILES)]
    answers = _answers(xinetd, every, tmp_path)
    wrong = [
        (files, each.log, _errors(files))
        for files, each in zip(every, answers, strict=True)
        if (not each.opened and not _is_off(each)) != bool(_errors(files))
    ]
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    dropped = [each for each in answers if not each.opened]
    assert _FILES / 5 < len(dropped) < _FILES * 4 / 5


def _is_off(answer: Answer) -> bool:
    """Tell whether xinetd has nothing against what it does not start."""
    against = [line for line in answer.log.splitlines() if "ERROR" in line and _RAW not in line]
    return _ENDS[0].decode() in answer.log and not against


def _program() -> str:
    found = unpacked("xinetd")
    if found is None:
        pytest.skip("xinetd is not here: .ci/run programs unpacks it")
    return found


def _answers(xinetd: str, every: list[Files], folder: Path) -> list[Answer]:
    def ask(number: int) -> Answer:
        return _answer(xinetd, every[number], folder / str(number))

    catalogue().port_of("ssh", "tcp")  # read once, before several ask for it
    return in_parallel(ask, range(len(every)))


def _answer(xinetd: str, files: Files, folder: Path) -> Answer:
    etc = folder / "etc"
    (etc / "xinetd.d").mkdir(parents=True)
    for name in _TABLES:
        if Path("/etc", name).exists():
            shutil.copy(Path("/etc", name), etc / name)
    for name, text in files.items():
        (etc / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    command = [*(own_network() or ()), "--mount", "sh", "-c", _START, xinetd, str(etc)]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    try:
        log = _log(process)
        return Answer(sockets_of(process.pid) if _ENDS[0] in log else Counter(), log.decode())
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def _log(process: subprocess.Popen[bytes]) -> bytes:
    """Return what xinetd writes until it has started, or has come to its end."""
    assert process.stderr is not None
    log, until = b"", time.monotonic() + LONGEST
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stderr, selectors.EVENT_READ)
        while not any(end in log for end in _ENDS) and time.monotonic() < until:
            if waiting.select(until - time.monotonic()):
                piece = process.stderr.read1(65536)  # type: ignore[attr-defined]
                if not piece:
                    break
                log += piece
    return log


def _paths(files: Files) -> dict[str, str]:
    return {f"/site/etc/{name}": text for name, text in files.items()}


def _said(files: Files) -> Sockets:
    around = context(_paths(files))
    main = document("xinetd", files[_MAIN], f"/site/etc/{_MAIN}")
    asked = program_of(main, around.workspace).sockets
    without = {id(socket) for socket, _ in refused(asked, goes_on=True)}
    return Counter(
        (each.transport, each.address.text, each.first) for each in asked if id(each) not in without
    )


def _errors(files: Files) -> list[str]:
    around = context(_paths(files))
    found = []
    for name, text in files.items():
        subject = document("xinetd", text, f"/site/etc/{name}")
        for each in analyse(subject, around).findings:
            is_told = each.severity == "error" or each.finding.rule == "unknown-service-name"
            if is_told and each.finding.rule in _DROPS:
                found.append(f"{each.finding.rule}: {each.finding.message.en}")
    return found
