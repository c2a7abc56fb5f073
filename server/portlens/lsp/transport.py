"""The ways messages come and go: standard input and output, TCP, WebSocket."""

import asyncio
import json
import logging
import os
import sys
import threading
from typing import Any

from pygls.io_ import StdoutWriter, run_websocket

from portlens.lsp import frames
from portlens.lsp.protocol import Protocol

logger = logging.getLogger(__name__)

# Enough for a burst of changes to be read at one go.
_BUFFER = 1 << 20


async def serve_stdio(protocol: Protocol, first: bytes) -> None:
    """Serve standard input and output; `first` are bytes of the input that were read already."""
    reader = asyncio.StreamReader(limit=_BUFFER)
    reader.feed_data(first)
    loop = asyncio.get_running_loop()
    try:
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer)
    except (NotImplementedError, OSError, ValueError):
        # Windows, or an input that is a file: a thread reads, which costs a hop a chunk.
        threading.Thread(target=_feed, args=(sys.stdin.fileno(), reader, loop), daemon=True).start()
    protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    await read_frames(reader, protocol)


async def serve_tcp(protocol: Protocol, host: str, port: int) -> None:
    """Wait for one client and serve it; the port is told on standard error, 0 picks one."""
    ended = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.close()  # one editor, one server
        protocol.set_writer(writer)
        try:
            await read_frames(reader, protocol)
        finally:
            writer.close()
            ended.set()

    server = await asyncio.start_server(connected, host, port, limit=_BUFFER)
    _tell(server.sockets[0])
    await ended.wait()


async def serve_websocket(protocol: Protocol, host: str, port: int) -> None:
    """The same over a WebSocket; needs the package `websockets`."""
    from websockets.asyncio.server import ServerConnection, serve

    ended = asyncio.Event()

    async def connected(connection: ServerConnection) -> None:
        try:
            await run_websocket(connection, _Stop(protocol), protocol, logger)
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


class _Stop(threading.Event):
    """What pygls' loop asks whether it shall go on."""

    def __init__(self, protocol: Protocol) -> None:
        super().__init__()
        self._protocol = protocol

    def is_set(self) -> bool:
        return super().is_set() or self._protocol.exit_code is not None


async def read_frames(reader: asyncio.StreamReader, protocol: Protocol) -> None:
    """Hand each message to `protocol` until the client says `exit` or hangs up."""
    while protocol.exit_code is None:
        try:
            length = frames.content_length(await reader.readuntil(b"\r\n\r\n"))
            body = await reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        except (ValueError, asyncio.LimitOverrunError) as error:
            # Where the next message begins nobody can tell: what follows would be guesswork.
            logger.error("Cannot read the input: %s", error)  # noqa: TRY400
            return
        try:
            message = json.loads(body)
        except ValueError:
            protocol.refuse_garbage()
            continue
        protocol.handle_message(message)


def _feed(stdin: int, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    # Not through sys.stdin: at the end of the process this thread may still be reading, and
    # Python waits for the lock of a buffered reader in vain.
    while chunk := os.read(stdin, _BUFFER):
        loop.call_soon_threadsafe(reader.feed_data, chunk)
    loop.call_soon_threadsafe(reader.feed_eof)


def _tell(socket: Any) -> None:
    host, port = socket.getsockname()[:2]
    print(f"portlens listens on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201
