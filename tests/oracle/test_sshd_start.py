"""sshd really started, on high ports of the loopback addresses, with a throw-away key.

What `sshd -t` does not tell: sockets are bound from the last line to the first, the later line
wins, and a seventeenth socket is the end.
"""

import os
import re
import socket
import subprocess
from pathlib import Path
from random import Random

import pytest

from portlens.programs.ssh.lines import configuration
from portlens.programs.ssh.sockets import server
from portlens.rules.ssh._start import start
from tests._judge import context, document, judge
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said, sshd_program

STARTS = 60
_ADDRESSES = ("127.0.0.1", "127.0.0.2", "0.0.0.0", "[::1]", "[::]", "*", "127.1")


def _config(random: Random, first: int) -> str:
    """Return a file that uses the ten ports from `first` on, some of them more than once."""
    if random.random() < 0.2:
        numbers = random.sample(range(first, first + 10), random.randint(7, 10))
        numbers.append(random.choice(numbers))
        family = random.choice(("", "AddressFamily inet\n", "AddressFamily inet6\n"))
        return family + "".join(f"Port {number}\n" for number in numbers)
    lines = [f"Port {first + random.randint(0, 2)}"]
    for _ in range(random.randint(1, 5)):
        address = random.choice(_ADDRESSES)
        port = random.choice(("", f":{first + random.randint(0, 2)}"))
        lines.append(f"ListenAddress {address}{port}")
    random.shuffle(lines)
    return "\n".join(lines) + "\n"


@pytest.mark.oracle
def test_the_later_line_wins(tmp_path: Path, record_property: Record) -> None:
    sshd = sshd_program()
    if os.geteuid():
        pytest.skip("only root can start sshd: it wants /run/sshd")
    key = tmp_path / "throw-away"
    said([program("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
    random = chance("start")
    texts = [_config(random, first) for first in _free_tens(STARTS)]
    paths = [tmp_path / str(number) for number in range(STARTS)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    command = [sshd, "-D", "-e", "-h", str(key), "-o", "PidFile=none", "-f"]
    logs = in_parallel(lambda path: _start([*command, str(path)], path), paths)
    wrong = [
        (text, log, foretold)
        for text, log in zip(texts, logs, strict=True)
        if (foretold := _foretold(text)) != log
    ]
    record_property("starts", len(logs))
    assert not wrong, f"{len(wrong)} of {STARTS}: {wrong[:3]}"
    assert any("too many" in log for log in logs)
    assert any("failed" in line for log in logs for line in log)


def _free_tens(count: int) -> list[int]:
    """Return ports, each followed by nine more that nobody listens on."""
    found: list[int] = []
    first = 21000
    while len(found) < count:
        if all(_is_free(port) for port in range(first, first + 10)):
            found.append(first)
        first += 10
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _start(command: list[str], path: Path) -> list[str]:
    """Start sshd, wait until it has tried every socket, end it, and return what it logged."""
    found = server(configuration(_document(path.read_text("utf-8")), context().workspace))
    awaited = len(found.sockets)
    log: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            log += _event(line)
            if len(log) == awaited or "too many" in log:
                break
        process.terminate()
    return log


def _event(line: str) -> list[str]:
    if listening := re.match(r"Server listening on (\S+) port (\d+)\.", line):
        return [f"{listening[1]} {listening[2]} bound"]
    if failed := re.match(r"Bind to port (\d+) on (\S+) failed", line):
        return [f"{failed[2]} {failed[1]} failed"]
    return ["too many"] if line.startswith("Too many listen sockets") else []


def _foretold(text: str) -> list[str]:
    """Return what portlens expects sshd to log."""
    found = server(configuration(_document(text), context().workspace))
    sockets = found.sockets
    lost, end = start(sockets)
    failing = {id(socket) for socket, _ in lost}
    log: list[str] = []
    for one in reversed(sockets):
        if one is end:
            return [*log, "too many"]
        state = "failed" if id(one) in failing else "bound"
        log.append(f"{one.address.text} {one.first} {state}")
    return log


def _document(text: str):
    return document("sshd_config", text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Port 22\nPort 22\n", ["duplicate-port"]),
        ("ListenAddress 0.0.0.0:22\nListenAddress 127.0.0.1:22\n", ["listen-conflict"]),
        ("ListenAddress 127.0.0.1:22\nListenAddress 0.0.0.0:22\n", ["listen-conflict"]),
        ("ListenAddress [::]:22\nListenAddress 0.0.0.0:22\n", []),
    ],
)
def test_what_is_reported_of_it(text: str, wanted: list[str]) -> None:
    labels = judge(_document(text))
    assert [label.text.partition("[")[2].partition("]")[0] for label in labels] == wanted
