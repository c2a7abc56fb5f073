"""The server inside another program: no process, no pipe, one text for each message."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from portlens.lsp import embedded
from portlens.lsp.embedded import Embedded
from portlens.lsp.server import load_protocol
from tests.lsp._wire import URI, Wire

TEXT = 'services:\n  db:\n    ports: ["5432:5432", "5432:5433"]\n'
OPENED = {"textDocument": {"uri": URI, "languageId": "dockercompose", "version": 1, "text": TEXT}}
AT_PORT = {"textDocument": {"uri": URI}, "position": {"line": 2, "character": 14}}
INITIALIZE = {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}}


class Host:
    """The program that embeds a server, and all that this has said."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.server = Embedded(lambda text: self.said.append(json.loads(text)))

    def send(self, method: str, params: object = None, **more: object) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        self.server.receive(json.dumps(message))

    async def answer(self, number: int) -> dict[str, Any]:
        for _ in range(400):
            for message in self.said:
                if message.get("id") == number and "method" not in message:
                    return message
            await asyncio.sleep(0.005)
        raise AssertionError(f"request {number} got no answer: {self.said}")

    async def ask(self, number: int, method: str, params: object = None) -> Any:
        self.send(method, params, id=number)
        return (await self.answer(number))["result"]


def run(talk: Callable[[Host], Awaitable[None]]) -> None:
    async def main() -> None:
        await talk(Host())

    asyncio.run(main())


def test_it_answers_what_any_server_answers() -> None:
    async def talk(host: Host) -> None:
        wire = Wire()
        greeting = await wire.initialize(**INITIALIZE)
        assert await host.ask(1, "initialize", INITIALIZE) == greeting
        host.send("initialized", {})
        wire.notify("textDocument/didOpen", OPENED)
        host.send("textDocument/didOpen", OPENED)
        numbers = iter(range(2, 100))
        asked = (
            ("textDocument/hover", AT_PORT),
            ("textDocument/completion", AT_PORT),
            ("textDocument/documentSymbol", {"textDocument": {"uri": URI}}),
            ("textDocument/diagnostic", {"textDocument": {"uri": URI}}),
        )
        for method, params in asked:
            expected = await wire.ask(method, params)
            assert expected, method
            assert await host.ask(next(numbers), method, params) == expected

    run(talk)


def test_initialize_is_answered_before_the_protocol_is_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host = Host()
    said_before: list[int] = []

    def load() -> object:
        said_before.extend(message["id"] for message in host.said)
        return load_protocol()

    monkeypatch.setattr(embedded, "load_protocol", load)
    host.send("initialize", INITIALIZE, id=1)
    assert said_before == [1]


def test_what_comes_before_initialize_is_refused() -> None:
    host = Host()
    host.send("textDocument/hover", AT_PORT, id=1)
    host.server.receive("no JSON")
    host.send("initialized", {})
    assert [message["error"]["code"] for message in host.said] == [-32002, -32700]
    assert host.server.exit_code is None


def test_it_tells_how_the_client_left() -> None:
    async def talk(host: Host) -> None:
        await host.ask(1, "initialize", INITIALIZE)
        assert await host.ask(2, "shutdown") is None
        assert host.server.exit_code is None
        host.send("exit")
        assert host.server.exit_code == 0

    run(talk)
    for first in ([], [("initialize", INITIALIZE)]):
        host = Host()
        for method, params in first:
            host.send(method, params, id=1)
        host.send("exit")
        assert host.server.exit_code == 1


def test_any_letter_goes_in_and_comes_out() -> None:
    async def talk(host: Host) -> None:
        await host.ask(1, "initialize", INITIALIZE)
        text = TEXT + '  "\udcff\U0001f600":\n    ports: ["8080:80"]\n'
        host.send("textDocument/didOpen", {"textDocument": OPENED["textDocument"] | {"text": text}})
        symbols = await host.ask(2, "textDocument/documentSymbol", {"textDocument": {"uri": URI}})
        assert any("\U0001f600" in symbol["containerName"] for symbol in symbols)

    run(talk)
