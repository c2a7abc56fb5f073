"""`portlens server`: the language server."""

import gc
import os
import sys

from portlens.text.phrase import Language, Phrase
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from portlens.lsp.protocol import Protocol


def serve(way: str, host: str, port: int, language: Language | None = None) -> int:
    """Serve one editor over `way` (stdio, tcp, ws) and return the exit status.

    `language` is the one to speak whatever the editor and the settings say; None leaves it to them.

    0 where the client said `shutdown` before it left, 1 where it did not, 2 where a WebSocket
    is asked for and the package for it is missing. Port 0 lets the system pick one.
    """
    if way == "stdio":
        return _serve_stdio(language)
    protocol = load_protocol(language)
    import asyncio

    from portlens.lsp import transport
    from portlens.lsp.collecting import collecting_at_rest

    if way == "tcp":
        serving = transport.serve_tcp(protocol, host, port)
        asyncio.run(collecting_at_rest(protocol, serving))
    elif transport.has_websockets():
        serving = transport.serve_websocket(protocol, host, port)
        asyncio.run(collecting_at_rest(protocol, serving))
    else:
        sys.stderr.write(f"portlens: {NO_WEBSOCKETS.to(language or 'en')}\n")
        return 2
    return _status(protocol)


def _serve_stdio(language: Language | None) -> int:
    from portlens.lsp.front import greet

    greeted = greet(_read_input, _write_output)
    if greeted.exit_code is not None:
        return greeted.exit_code
    if isinstance(greeted.params, dict):
        from portlens.lsp.parent import watch_parent

        watch_parent(greeted.params.get("processId"))
    protocol = load_protocol(language)
    protocol.initialize(greeted.params)
    import asyncio

    from portlens.lsp.collecting import collecting_at_rest
    from portlens.lsp.transport import serve_stdio

    asyncio.run(collecting_at_rest(protocol, serve_stdio(protocol, greeted.rest)))
    return _status(protocol)


def load_protocol(language: Language | None = None) -> "Protocol":
    """Import the protocol's library and return one end of a connection, as for `serve`."""
    gc.disable()  # a third of the imports' time is looking for garbage that is not there
    import logging

    logging.basicConfig(level=logging.WARNING, format="portlens: %(message)s", stream=sys.stderr)
    _import_types()
    from portlens.lsp.protocol import make_protocol

    protocol = make_protocol(language)
    gc.freeze()  # what is there now stays until the end: no collection needs to look at it
    gc.enable()
    return protocol


def _import_types() -> None:
    """Import the protocol's types without what compares and prints them, which nobody asks for.

    attrs would write and compile that for each of some 550 classes: a quarter of a start.
    """
    from functools import partial

    import attrs

    define = attrs.define
    vars(attrs)["define"] = partial(define, repr=False, eq=False)
    try:
        import lsprotocol.types  # noqa: F401 - those who need them find them imported
    finally:
        vars(attrs)["define"] = define


def _status(protocol: "Protocol") -> int:
    return 1 if protocol.exit_code is None else protocol.exit_code


def _read_input() -> bytes:
    return os.read(0, 1 << 16)


def _write_output(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


NO_WEBSOCKETS = Phrase(
    "--ws needs the package websockets: pip install websockets",
    "--ws には websockets パッケージが必要です: pip install websockets",
)
