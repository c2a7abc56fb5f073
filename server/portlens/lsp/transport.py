"""The ways messages come and go: standard input and output, TCP, WebSocket."""

import asyncio
import logging
import os
import sys
import threading
from typing import Any, cast

from pygls.io_ import StdoutWriter, WebSocketWriter

from portlens.lsp.frames import Splitter
from portlens.lsp.protocol import Protocol

logger = logging.getLogger(__name__)

_CHUNK = 1 << 18


class Input(asyncio.Protocol):
    """Hands each message to `receiver` as soon as it is there, without a task in between.

    `ended` is set when the client said `exit` or hung up.
    """

    def __init__(self, receiver: Protocol, splitter: Splitter) -> None:
        self.ended = asyncio.Event()
        self._receiver = receiver
        self._splitter = splitter

    def data_received(self, data: bytes) -> None:
        """Take what has come, and handle the messages that are whole now."""
        self._splitter.feed(data)
        while self._receiver.exit_code is None:
            try:
                body = self._splitter.take()
            except ValueError as error:
                logger.error("Cannot read the input: %s", error)  # noqa: TRY400
                break
            if body is None:
                return
            self._receiver.receive(body)
        self.ended.set()

    def connection_lost(self, _error: Exception | None) -> None:
        """End with the input."""
        self.ended.set()


async def serve_stdio(protocol: Protocol, splitter: Splitter) -> None:
    """Serve standard input and output; `splitter` holds what was read of the input already."""
    protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    messages = Input(protocol, splitter)
    messages.data_received(b"")
    loop = asyncio.get_running_loop()
    if not await _is_waited_for(messages, loop):
        arguments = sys.stdin.fileno(), messages, loop
        threading.Thread(target=_read, args=arguments, daemon=True).start()
    await messages.ended.wait()


async def _is_waited_for(messages: Input, loop: asyncio.AbstractEventLoop) -> bool:
    """Have the loop wait for the input; False where it cannot, so that a thread has to read."""
    if os.name == "nt":
        return False  # its loop waits for pipes of another kind only
    try:
        await loop.connect_read_pipe(lambda: messages, sys.stdin.buffer)
    except (NotImplementedError, OSError, ValueError):
        return False  # a file
    return True


async def serve_tcp(protocol: Protocol, host: str, port: int) -> None:
    """Wait for one client and serve it; the port is told on standard error, 0 picks one."""
    messages = _Connection(protocol, Splitter())
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: messages, host, port)
    messages.server = server
    _tell(server.sockets[0])
    await messages.ended.wait()
    if messages.transport is not None:
        messages.transport.close()
        await asyncio.sleep(0)  # the last answer goes out


class _Connection(Input):
    """The one client of a TCP server: one editor, one server."""

    server: asyncio.Server | None = None
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer to this client, and wait for no other."""
        self.transport = cast("asyncio.Transport", transport)
        self._receiver.set_writer(self.transport)
        if self.server is not None:
            self.server.close()


async def serve_websocket(protocol: Protocol, host: str, port: int) -> None:
    """The same over a WebSocket; needs the package `websockets`."""
    from websockets.asyncio.server import ServerConnection, serve

    ended = asyncio.Event()

    async def connected(connection: ServerConnection) -> None:
        protocol.set_writer(WebSocketWriter(connection), include_headers=False)
        try:
            async for message in connection:
                protocol.receive(message)
                if protocol.exit_code is not None:
                    break
        finally:
            ended.set()

    async with serve(connected, host, port) as server:
        _tell(next(iter(server.sockets)))
        await ended.wait()


def has_websockets() -> bool:
    """Tell whether the package for WebSockets is installed."""
    try:
        import websockets  # noqa: F401
    except ImportError:
        return False
    return True


def _read(stdin: int, messages: Input, loop: asyncio.AbstractEventLoop) -> None:
    # Not through sys.stdin: at the end of the process this thread may still be reading, and
    # Python waits for the lock of a buffered reader in vain.
    while chunk := os.read(stdin, _CHUNK):
        loop.call_soon_threadsafe(messages.data_received, chunk)
    loop.call_soon_threadsafe(messages.connection_lost, None)


def _tell(socket: Any) -> None:
    host, port = socket.getsockname()[:2]
    print(f"portlens listens on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201
