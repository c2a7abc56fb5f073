"""Talking to a language server over pipes, with a clock."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from portlens.lsp.frames import content_length, frame

PORTLENS = (sys.executable, "-m", "portlens", "server")
BARE = (sys.executable, str(Path(__file__).with_name("_echo.py")))

# What an editor of today says of itself: VS Code's own list is longer, and read no slower.
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "diagnostic": {"dynamicRegistration": False},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
    },
}


class Talk:
    """One server process. Times are seconds since it was started."""

    def __init__(self, command: tuple[str, ...]) -> None:
        environment = {
            key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
        }
        self._started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._number = 0
        self.answered: set[object] = set()
        self._version = 1

    @property
    def clock(self) -> float:
        return time.perf_counter() - self._started

    def notify(self, method: str, params: object) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        """Send a request and wait for its answer; what the server says meanwhile is dropped."""
        number = self.begin(method, params)
        while True:
            message = self._read()
            if "method" not in message:
                self.answered.add(message["id"])
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._refuse(message)

    def begin(self, method: str, params: object) -> int:
        """Send a request and return its id, which is in `answered` once its answer was read."""
        self._number += 1
        self._write({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def initialize(self, *, pulls: bool = True, folder: str | None = None) -> None:
        capabilities = dict(CAPABILITIES)
        if not pulls:
            capabilities["textDocument"] = {"publishDiagnostics": {}}
        params = {"processId": None, "rootUri": folder, "capabilities": capabilities}
        self.ask("initialize", params)

    def open(self, uri: str, language: str, text: str) -> None:
        self.notify("initialized", {})
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def hover(self, uri: str, line: int, character: int) -> Any:
        place = {"line": line, "character": character}
        return self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})

    def edit(self, uri: str) -> None:
        """Put a blank line first, and wait for the diagnostics that are pushed for it."""
        self._version += 1
        start = {"line": 0, "character": 0}
        change = {"range": {"start": start, "end": start}, "text": "\n"}
        document = {"uri": uri, "version": self._version}
        params = {"textDocument": document, "contentChanges": [change]}
        self.notify("textDocument/didChange", params)
        self.wait_for("textDocument/publishDiagnostics")

    def wait_for(self, method: str) -> None:
        """Read until the server has said this; what it asks meanwhile is answered with nothing."""
        while True:
            message = self._read()
            if message.get("method") == method:
                return
            self._refuse(message)

    def memory(self) -> int:
        """Return what the process holds in memory, in KiB (Linux)."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in text.split("\n") if line.startswith("VmRSS"))

    def end(self) -> None:
        self.ask("shutdown", None)
        self.notify("exit", None)
        self.process.wait(20)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def _refuse(self, message: dict[str, Any]) -> None:
        if "method" in message and "id" in message:
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def _write(self, message: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(frame(message))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        header = b""
        while not header.endswith(b"\r\n\r\n"):
            line = self.process.stdout.readline()
            assert line, "the server has gone"
            header += line
        body = self.process.stdout.read(content_length(header))
        message: dict[str, Any] = json.loads(body)
        return message
