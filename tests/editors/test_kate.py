"""The configuration of docs/editors/kate.md, in Kate itself, on an X server without a screen.

Debian 12: `apt-get install kate xvfb xdotool dbus`.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.editors._site import PLACES, block, check, editor, site
from tests.lsp._samples import SAMPLES, Sample

pytestmark = pytest.mark.editors

PATIENCE = 60  # seconds; a first start reads a hundred libraries

_Answer = TypeVar("_Answer")


def test_kate(tmp_path: Path) -> None:
    programs = {name: editor(name) for name in ("kate", "Xvfb", "xdotool", "dbus-run-session")}
    site(tmp_path)
    bin_ = configure(tmp_path)
    with screen(programs["Xvfb"]) as display:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / ".config"),
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        }
        check({PLACES[each.format_id]: seen(each, tmp_path, environment) for each in SAMPLES})


def configure(home: Path) -> Path:
    """Write Kate's settings, and a `portlens` whose words are kept; return its folder."""
    kate = home / ".config" / "kate" / "lspclient"
    kate.mkdir(parents=True)
    (kate / "settings.json").write_text(block("kate.md", "json"), "utf-8")
    bin_ = home / "bin"
    bin_.mkdir()
    command = bin_ / "portlens"
    command.write_text(f'#!/bin/sh\n"{sys.executable}" -m portlens "$@" | tee "$HOME/said"\n')
    command.chmod(0o755)
    # As if somebody had answered the question whether the server may be started.
    allowed = f"[lspclient]\nAllowedServerCommandLines={command} server\n"
    plugins = "[Kate Plugins]\nlspclientplugin=true\n"
    (home / ".config" / "katerc").write_text(allowed + plugins, "utf-8")
    return bin_


@contextmanager
def screen(program: str) -> Iterator[str]:
    """Start an X server on a display that is free, and yield the name of the display."""
    reading, writing = os.pipe()
    command = [
        program,
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:  # or the end of the test waits for the server's
            server.terminate()


def seen(sample: Sample, home: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Open a file at its port, ask for Symbol Info; return what the server told Kate."""
    before = sample.text[: sample.text.index(sample.port)]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 2
    (home / "said").unlink(missing_ok=True)
    place = ["-l", str(line), "-c", str(column), PLACES[sample.format_id]]
    command = ["dbus-run-session", "--", "kate", "--block", "--startanon", *place]
    log = subprocess.DEVNULL
    # A group of its own, so that the bus that comes with it ends with it.
    with subprocess.Popen(
        command, cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True
    ) as kate:
        try:
            findings = until(lambda: told(home, "textDocument/publishDiagnostics"))
            # The menu "LSP Client", and in it "Symbol Info".
            for keys in ("alt+l", "y"):
                subprocess.run(["xdotool", "key", keys], env=environment, check=True)
                time.sleep(1)
            hover = until(lambda: answered(home))
        finally:
            os.killpg(kate.pid, signal.SIGTERM)
            try:
                kate.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(kate.pid, signal.SIGKILL)
    return {"diagnostics": [each["message"] for each in findings["diagnostics"]], "hover": hover}


def told(home: Path, method: str) -> dict[str, Any] | None:
    found = [each["params"] for each in messages(home) if each.get("method") == method]
    return found[-1] if found else None


def answered(home: Path) -> str | None:
    """Return the Markdown of the hover that was answered."""
    results = [each.get("result") for each in messages(home)]
    hovers = [each for each in results if isinstance(each, dict) and "contents" in each]
    return str(hovers[-1]["contents"]["value"]) if hovers else None


def messages(home: Path) -> Iterator[dict[str, Any]]:
    """Yield what the server has said so far."""
    said = home / "said"
    data = said.read_bytes() if said.exists() else b""
    for head in re.finditer(rb"Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n", data):
        body = data[head.end() : head.end() + int(head[1])]
        if len(body) == int(head[1]):
            yield json.loads(body)


def until(question: Callable[[], _Answer | None]) -> _Answer:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = question()
        if answer is not None:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"not within {PATIENCE} s")
