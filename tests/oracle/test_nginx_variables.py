"""A running nginx on values of variables that a request is passed on by: which of them fail."""

import http.client
import socket
import subprocess
from pathlib import Path
from threading import Event

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle import nginx_program
from tests.oracle._long import Record

WHOLE = (
    "127.0.0.1:9", "127.0.0.1", "[::1]:9", "[::1]", "unix:/tmp/portlens-none.sock", "127.0.0.1:9/x",
    "127.0.0.1:imaps", "127.0.0.1:99999", "127.0.0.1:65536", "127.0.0.1:80-81", "[::1]:0",
    "127.0.0.1:+80", "127.0.0.1:0x50", "127.0.0.1:808l", "[::1]:http/x", "127.0.0.1:0",
)  # fmt: skip
_PAUSE = Event()
PORT = ("9", "09", "65535", "65536", "70000", "80a", "1-2", "+80", "8,0", "80/x", "99999999999")
_STATEMENTS = {"proxy_pass http://$v/;": WHOLE, "proxy_pass http://127.0.0.1:$v/;": PORT}


@pytest.mark.oracle
@pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)
@pytest.mark.parametrize("statement", _STATEMENTS)
def test_values_that_are_told_fail_and_no_other(
    statement: str, tmp_path: Path, record_property: Record
) -> None:
    values = _STATEMENTS[statement]
    lines = "".join(f"{number} {value};\n" for number, value in enumerate(values))
    text = (
        f"http {{ access_log off; map $arg_n $v {{\n{lines}}} server {{ listen unix:{tmp_path}/s;"
        f" location / {{ {statement} }} }} }}"
    )
    failed = _failing(text, tmp_path, values)
    subject = document("nginx", "events { } " + text)
    told = {
        subject.lines.position(one.finding.span.start).line - 1
        for one in analyse(subject, context()).findings
        if one.finding.rule == "invalid-port-in-variable"
    }
    record_property("values", len(values))
    assert told == failed
    assert 0 < len(failed) < len(values)


def _failing(text: str, folder: Path, values: tuple[str, ...]) -> set[int]:
    """Return for which values nginx itself gives up; what nobody answers is a bad gateway."""
    path = folder / "nginx.conf"
    path.write_text(nginx_program.preamble(folder, 0) + text)
    command = [nginx_program.NGINX, "-e", "stderr", "-p", str(folder), "-c", str(path)]
    options = ["-g", "daemon off; master_process off;"]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE) as process:
        try:
            statuses = [_status(folder / "s", number) for number in range(len(values))]
        finally:
            process.kill()
    assert set(statuses) <= {500, 502}
    return {number for number, status in enumerate(statuses) if status == 500}


def _status(path: Path, number: int) -> int:
    connection = http.client.HTTPConnection("localhost", timeout=20)
    connection.sock = _connected(path)
    connection.request("GET", f"/?n={number}")
    status = connection.getresponse().status
    connection.close()
    return status


def _connected(path: Path) -> socket.socket:
    """Return a connection to a unix socket that may still be about to be opened."""
    connection = socket.socket(socket.AF_UNIX)
    for _ in range(200):
        if connection.connect_ex(str(path)) == 0:
            return connection
        _PAUSE.wait(0.05)
    raise AssertionError("nginx did not start")
