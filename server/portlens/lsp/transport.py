"""The ways messages come and go: standard input and output, TCP, WebSocket."""

import asyncio
import logging
import os
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from pygls.io_ import StdoutWriter, WebSocketWriter

from portlens.lsp.frames import LONGEST_BODY, Splitter
from portlens.lsp.protocol import Protocol
from portlens.text.typed import Any, cast

logger = logging.getLogger(__name__)

_CHUNK = 1 << 18

# Bytes that may wait for a client to read them. Many clients send a burst of questions before
# they read the first answer.
MOST_UNREAD = 16 << 20

PATIENCE = 2.0  # seconds for the last answers to be read


class Input(asyncio.Protocol):
    """Hands each message to `receiver` as soon as it is there, without a task in between.

    `ended` is set when the client said `exit` or hung up. While the client does not read what
    was written, nothing more is taken from it either: what waits has a bound.
    """

    def __init__(self, receiver: Protocol, splitter: Splitter) -> None:
        self.ended = asyncio.Event()
        self.transport: asyncio.BaseTransport | None = None
        self._receiver = receiver
        self._splitter = splitter
        self._may_read = asyncio.Event()
        self._may_read.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what the input can be held back by, and let work ask whether more has come."""
        self.transport = transport
        self._receiver.has_come = _glance(transport)

    def data_received(self, data: bytes) -> None:
        """Take what has come, and handle the messages that are whole now."""
        self._splitter.feed(data)
        while self._receiver.exit_code is None and self._may_read.is_set():
            try:
                body = self._splitter.take()
            except ValueError as error:
                logger.error("Cannot read the input: %s", error)  # noqa: TRY400
                self.ended.set()
                return
            if body is None:
                return
            self._receiver.receive(body)
        if self._receiver.exit_code is not None:
            self.ended.set()

    async def take(self, data: bytes) -> None:
        """Take what has come, once the client has read enough."""
        await self._may_read.wait()
        self.data_received(data)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        self._may_read.clear()
        if isinstance(self.transport, asyncio.ReadTransport):
            self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on: the client has read most of what was written."""
        self._may_read.set()
        if isinstance(self.transport, asyncio.ReadTransport):
            self.transport.resume_reading()
        # Not from in here: the output has not finished its own work.
        asyncio.get_running_loop().call_soon(self.data_received, b"")

    def connection_lost(self, _error: Exception | None) -> None:
        """End with the input."""
        self.ended.set()


def _glance(transport: asyncio.BaseTransport) -> Callable[[], bool]:
    """Return what tells, while the loop waits for work, whether the client has said more.

    Where the system cannot be asked it says no: then a turn lasts until it is over.
    """
    end = transport.get_extra_info("pipe") or transport.get_extra_info("socket")
    if end is None or not hasattr(select, "poll"):
        return lambda: False
    poll = select.poll()
    poll.register(end.fileno(), select.POLLIN)
    return lambda: bool(poll.poll(0))


class _Output(asyncio.BaseProtocol):
    """The end of standard output: tells the input whether the client reads."""

    def __init__(self, messages: Input) -> None:
        self.closed = asyncio.Event()
        self._messages = messages

    def pause_writing(self) -> None:
        self._messages.pause_writing()

    def resume_writing(self) -> None:
        self._messages.resume_writing()

    def connection_lost(self, _error: Exception | None) -> None:
        self.closed.set()
        self._messages.ended.set()


async def serve_stdio(protocol: Protocol, splitter: Splitter) -> None:
    """Serve standard input and output; `splitter` holds what was read of the input already."""
    messages = Input(protocol, splitter)
    loop = asyncio.get_running_loop()
    output = _Output(messages)
    writer = await _writer(output, loop)
    protocol.set_writer(writer or StdoutWriter(sys.stdout.buffer))
    messages.data_received(b"")
    if not await _is_waited_for(messages, loop):
        arguments = sys.stdin.fileno(), messages, loop
        threading.Thread(target=_read, args=arguments, daemon=True).start()
    await messages.ended.wait()
    if writer is not None:
        writer.close()
        # The last answers go out, unless nobody reads them.
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(output.closed.wait(), PATIENCE)


async def _writer(
    output: _Output, loop: asyncio.AbstractEventLoop
) -> asyncio.WriteTransport | None:
    """Return what writes to standard output without waiting; None where the loop cannot."""
    if os.name == "nt":
        return None  # its loop waits for pipes of another kind only
    # A file of its own: what the transport closes at the end is not Python's standard output.
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    try:
        writer, _ = await loop.connect_write_pipe(lambda: output, pipe)
    except (NotImplementedError, OSError, ValueError):
        pipe.close()
        return None  # a file
    writer.set_write_buffer_limits(MOST_UNREAD)
    return writer


async def _is_waited_for(messages: Input, loop: asyncio.AbstractEventLoop) -> bool:
    """Have the loop wait for the input; False where it cannot, so that a thread has to read."""
    if os.name == "nt":
        return False
    try:
        await loop.connect_read_pipe(lambda: messages, sys.stdin.buffer)
    except (NotImplementedError, OSError, ValueError):
        return False
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

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer to this client, and wait for no other."""
        super().connection_made(transport)
        socket = cast("asyncio.Transport", transport)
        socket.set_write_buffer_limits(MOST_UNREAD)
        self._receiver.set_writer(socket)
        if self.server is not None:
            self.server.close()


async def serve_websocket(protocol: Protocol, host: str, port: int) -> None:
    """The same over a WebSocket; needs the package `websockets`."""
    from websockets.asyncio.server import ServerConnection, serve

    ended = asyncio.Event()

    async def connected(connection: ServerConnection) -> None:
        protocol.set_writer(WebSocketWriter(connection), include_headers=False)
        protocol.has_come = _glance(connection.transport)
        try:
            async for message in connection:
                protocol.receive(message)
                if protocol.exit_code is not None:
                    break
                await protocol.catch_up()
        finally:
            ended.set()

    async with serve(connected, host, port, max_size=LONGEST_BODY) as server:
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
        asyncio.run_coroutine_threadsafe(messages.take(chunk), loop).result()
    loop.call_soon_threadsafe(messages.connection_lost, None)


def _tell(socket: Any) -> None:
    host, port = socket.getsockname()[:2]
    print(f"portlens listens on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201
