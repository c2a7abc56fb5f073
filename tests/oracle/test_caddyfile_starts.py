"""Caddy really started: the sockets that it opens are those that portlens says, or it fails."""

import subprocess
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from portlens.model.socket import Socket
from portlens.programs.program import program_of
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program
from tests.oracle.nginx_program import own_network

_FILES = 16
# A machine that has these addresses is made for each start; what is open stands in the kernel's
# tables once Caddy says that it serves.
_MACHINE = """
    ip link set lo up
    ip address add 10.1.2.3/32 dev lo
    ip -6 address add fd00::1/128 dev lo nodad 2>/dev/null
    export HOME="$2" XDG_CONFIG_HOME="$2" XDG_DATA_HOME="$2"
    "$0" run --config "$1" --adapter caddyfile >"$2/log" 2>&1 &
    for tried in $(seq 100); do
        grep -q "serving initial configuration" "$2/log" && break
        kill -0 $! 2>/dev/null || { echo failed; exit 0; }
        sleep 0.2
    done
    cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == "0A" { print "tcp", $2 }'
    cat /proc/net/udp /proc/net/udp6 | awk 'NR > 1 && $4 == "07" { print "udp", $2 }'
    kill $!
    wait $!
"""
_HOSTS = ("", "", "localhost", "a.localhost", "b.localhost", "127.0.0.1")
_PORTS = ("", "", ":80", ":443", ":8080", ":8443", ":8081")
_BOUND = ("127.0.0.1", "::1", "10.1.2.3", "0.0.0.0", "::", "tcp4/0.0.0.0", "fd00::1", "localhost")
_WRONG = ("127.0.0.1:80", "8080", "10.9.9.9:81")
_ADMINS = ("off", "off", "off", "localhost:2020", ":2019", "127.0.0.1:8080", "10.1.2.3:2019")
_WRONG_ADMINS = ("localhost:99999", "2020", "localhost:2019-2021", ":eighty")


def _configuration(random: Random) -> str:
    is_wrong = random.random() < 0.25
    lines = ["skip_install_trust", "local_certs"]
    if random.random() < 0.8:
        chosen = _WRONG_ADMINS if is_wrong and random.random() < 0.5 else _ADMINS
        lines.append(f"admin {random.choice(chosen)}")
    if random.random() < 0.2:
        lines.append(random.choice(("http_port 8081", "https_port 8443", "http_port 8080")))
    if random.random() < 0.25:
        lines.append(f"auto_https {random.choice(('off', 'disable_redirects', 'disable_certs'))}")
    if random.random() < 0.15:
        lines.append(f"default_bind {random.choice(_BOUND)}")
    if random.random() < 0.15:
        lines.append("servers {\nprotocols h1 h2\n}")
    text = "{\n" + "\n".join(lines) + "\n}\n"
    for _ in range(random.choice((1, 1, 2, 3))):
        scheme = random.choice(("", "", "", "http://", "https://"))
        key = f"{scheme}{random.choice(_HOSTS)}{random.choice(_PORTS)}" or ":8080"
        inside = ["respond ok"]
        if random.random() < 0.4:
            bound = _WRONG if is_wrong and random.random() < 0.4 else _BOUND
            inside.append(f"bind {' '.join(random.sample(bound, random.choice((1, 1, 2))))}")
        text += f"{key} {{\n" + "\n".join(inside) + "\n}\n"
    return text


@pytest.mark.oracle
@pytest.mark.skipif(own_network() is None, reason="unshare and ip are needed: install iproute2")
def test_starts(tmp_path: Path, record_property: Record) -> None:
    judge = program("caddy", "caddy")
    random = chance("caddyfile starts")
    record_property("files", _FILES)
    folders = [tmp_path / str(number) for number in range(_FILES)]
    for folder in folders:
        folder.mkdir()
        (folder / "Caddyfile").write_text(_configuration(random), "utf-8")
    said = in_parallel(lambda folder: _said(judge, folder), folders)
    wrong = []
    for folder, opened in zip(folders, said, strict=True):
        text = (folder / "Caddyfile").read_text("utf-8")
        problem = _difference(text, opened)
        if problem:
            wrong.append((text, problem, sorted(opened or ())))
    assert not wrong, f"{len(wrong)} of {_FILES}: {wrong[:2]}"
    assert any(opened is None for opened in said)


def _said(judge: str, folder: Path) -> set[tuple[str, str, int]] | None:
    """Return the sockets of a Caddy, each by transport, address and port; None: it fails."""
    path = folder / "Caddyfile"
    command = [*(own_network() or ()), "sh", "-c", _MACHINE, judge, str(path), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if "failed" in done.stdout:
        return None
    return {_read(*line.split()) for line in done.stdout.splitlines() if line}


def _read(transport: str, place: str) -> tuple[str, str, int]:
    """Return what a line of the kernel's table says; its words of four bytes are turned round."""
    address, _, port = place.partition(":")
    raw = b"".join(bytes.fromhex(address[at : at + 8])[::-1] for at in range(0, len(address), 8))
    from ipaddress import ip_address

    return transport, str(ip_address(raw)), int(port, 16)


def _difference(text: str, opened: set[tuple[str, str, int]] | None) -> str:
    """Return what portlens says otherwise than Caddy did; empty where they agree."""
    subject = document("caddyfile", text)
    known = context({subject.path: text})
    judged = analyse(subject, known).findings
    is_refused = any(
        each.severity == "error" or each.finding.rule == "listen-conflict" for each in judged
    )
    if is_refused or opened is None:
        found = [each.finding.rule for each in judged if each.severity == "error"]
        return "" if is_refused == (opened is None) else f"refused: {found}"
    sockets = program_of(subject, known.workspace).sockets
    certain = {_place(socket) for socket in sockets if socket.certainty == "certain"}
    missing, more = certain - opened, opened - {_place(socket) for socket in sockets}
    return f"missing {missing}, more {more}" if missing or more else ""


def _place(socket: Socket) -> tuple[str, str, int]:
    return socket.transport, socket.address.text, socket.first
