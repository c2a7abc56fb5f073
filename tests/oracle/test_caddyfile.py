"""Caddy as the judge: the same Caddyfiles refused, and for the same kind of reason."""

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._caddyfile_generate import caddyfile
from tests.oracle._long import Record, chance
from tests.oracle._run import program

_FILES = 600
# Caddy asks more of names and certificates than where it listens.
_OTHERS = ("automation policy", "does not qualify for certificate")
_KINDS = {
    "ambiguous site definition": {"ambiguous-site-address"},
    "cannot natively multiplex": {"http-and-https-on-one-port"},
    "attempts to configure TLS": {"http-and-https-on-one-port"},
    "violate convention": {"port-of-other-scheme"},
    "conflicting scheme": {"port-of-other-scheme"},
    "is out of range": {"port-out-of-range", "invalid-port"},
    "cannot contain a comma": {"invalid-address"},
}


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    judge = program("caddy", "caddy")
    random = chance("caddyfile")
    record_property("files", _FILES)
    texts = [caddyfile(random) for _ in range(_FILES)]
    with _adapter(judge, tmp_path) as port:
        answers = [_refusal(text, port) for text in texts]
    refused = [bool(answer) for answer in answers]
    wrong = [
        (text, answer, found)
        for text, answer in zip(texts, answers, strict=True)
        if not any(other in answer for other in _OTHERS)
        and not _is_same(answer, found := _errors(text))
    ]
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:2]}"
    assert len(texts) / 5 < sum(refused) < len(texts) * 0.9


@contextmanager
def _adapter(judge: str, folder: Path) -> Iterator[int]:
    """Start a Caddy whose admin API adapts; one program for each file would take its time."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    path = folder / "admin.caddyfile"
    path.write_text(f"{{\n\tadmin 127.0.0.1:{port}\n}}\n", "utf-8")
    command = [judge, "run", "--config", str(path), "--adapter", "caddyfile"]
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with subprocess.Popen(
        command, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("Caddy's admin API does not answer")


def _refusal(text: str, port: int) -> str:
    """Return why Caddy refuses a text; empty where it takes it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/adapt", text.encode(), {"Content-Type": "text/caddyfile"})
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return "" if answer.status == http.client.OK else str(said["error"])


def _errors(text: str) -> set[str]:
    subject = document("caddyfile", text)
    judged = analyse(subject, context({subject.path: text})).findings
    return {each.finding.rule for each in judged if each.severity == "error"}


def _is_same(answer: str, found: set[str]) -> bool:
    """Tell whether portlens refuses a file as Caddy did, with the kind of error that it named."""
    if bool(answer) != bool(found):
        return False
    return all(kinds & found for words, kinds in _KINDS.items() if words in answer)
