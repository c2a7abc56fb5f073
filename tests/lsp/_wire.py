"""One end of a connection without a process: messages go in as plain data, and come out so."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from portlens.lsp.protocol import Protocol, make_protocol

PATIENCE = 60  # seconds between two messages of the server
URI = "file:///site/compose.yaml"


class Wire:
    """A server in this process, and all that it has written."""

    def __init__(self) -> None:
        self.protocol: Protocol = make_protocol()
        self.protocol.set_writer(self)
        self.written: list[dict[str, Any]] = []
        self._number = 0
        self._news = asyncio.Event()

    def write(self, data: bytes) -> None:
        """Take what the server writes, as a pipe would."""
        self.written.append(json.loads(data.partition(b"\r\n\r\n")[2]))
        self._news.set()

    def close(self) -> None:
        """Nothing to close."""

    def send(self, message: object) -> None:
        self.protocol.handle_message(message)

    def notify(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: object = None) -> int:
        """Send a request without waiting for its answer; return its id."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    async def ask(self, method: str, params: object = None) -> Any:
        """Return the result of a request; fail where it is refused."""
        answer = await self.answer(self.begin(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    async def refusal(self, method: str, params: object = None) -> dict[str, Any]:
        """Return the error of a request that is refused."""
        error: dict[str, Any] = (await self.answer(self.begin(method, params)))["error"]
        return error

    async def answer(self, number: int) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            answers = (each for each in self.written if "method" not in each)
            return next((each for each in answers if each.get("id") == number), None)

        return await self._until(look, f"request {number} got no answer")

    async def told(self, method: str, count: int = 1) -> dict[str, Any]:
        """Return what the server said with its `count`-th message of this method."""

        def look() -> dict[str, Any] | None:
            found = self.messages(method)
            return found[count - 1] if len(found) >= count else None

        return await self._until(look, f"{method} was not said")

    async def _until(
        self, look: Callable[[], dict[str, Any] | None], otherwise: str
    ) -> dict[str, Any]:
        while (found := look()) is None:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), PATIENCE)
            except asyncio.TimeoutError:
                raise AssertionError(f"{otherwise}: {self.written}") from None
        return found

    def messages(self, method: str) -> list[dict[str, Any]]:
        return [message for message in self.written if message.get("method") == method]

    def reply(self, message: dict[str, Any], result: object) -> None:
        """Answer a request of the server's."""
        self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    async def initialize(self, **params: object) -> dict[str, Any]:
        params.setdefault("capabilities", {})
        result: dict[str, Any] = await self.ask("initialize", params)
        self.notify("initialized", {})
        await asyncio.sleep(0)
        return result

    def open(self, text: str, uri: str = URI, language: str = "dockercompose") -> None:
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, version: int, *changes: object, uri: str = URI) -> None:
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)},
        )

    async def pull(self, uri: str = URI, previous: str | None = None) -> dict[str, Any]:
        params = {"textDocument": {"uri": uri}, "previousResultId": previous}
        result: dict[str, Any] = await self.ask("textDocument/diagnostic", params)
        return result


def at(uri: str, line: int, character: int) -> dict[str, Any]:
    """Return a document and a position."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
