"""One end of a connection without a process: messages go in as plain data, and come out so."""

import asyncio
import json
from typing import Any

from portlens.lsp.protocol import Protocol, make_protocol

URI = "file:///site/compose.yaml"


class Wire:
    """A server in this process, and all that it has written."""

    def __init__(self) -> None:
        self.protocol: Protocol = make_protocol()
        self.protocol.set_writer(self)
        self.written: list[dict[str, Any]] = []
        self._number = 0

    def write(self, data: bytes) -> None:
        """Take what the server writes, as a pipe would."""
        self.written.append(json.loads(data.partition(b"\r\n\r\n")[2]))

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
        for _ in range(400):
            for message in self.written:
                if message.get("id") == number and "method" not in message:
                    return message
            await asyncio.sleep(0.005)
        raise AssertionError(f"request {number} got no answer: {self.written}")

    async def told(self, method: str, count: int = 1) -> dict[str, Any]:
        """Return what the server said with its `count`-th message of this method."""
        for _ in range(400):
            found = self.messages(method)
            if len(found) >= count:
                return found[count - 1]
            await asyncio.sleep(0.005)
        raise AssertionError(f"{method} was not said: {self.written}")

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
