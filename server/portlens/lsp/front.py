"""The front of the house: answers `initialize` before the protocol's library is there.

Importing that library is most of a start. What portlens offers is known beforehand, so the
editor gets its answer from here, goes on with its own work, and the library is imported
meanwhile. Only the standard library is used here, and little of it.
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from portlens.lsp.capabilities import initialize_result
from portlens.lsp.client import client_from
from portlens.lsp.frames import (
    INVALID_REQUEST,
    NOT_INITIALIZED,
    PARSE_ERROR,
    content_length,
    error,
    frame,
)

_HEADER_END = b"\r\n\r\n"


class Greeted(NamedTuple):
    """What came of it: `params` of the `initialize` that was answered, and the bytes after it.

    Where the client left before it said `initialize`, `params` is None and `exit_code` tells
    how the process ends: an `exit` without `shutdown` is a failure.
    """

    params: object
    rest: bytes
    exit_code: int | None = None


def greet(read: Callable[[], bytes], write: Callable[[bytes], object]) -> Greeted:
    """Read messages until `initialize`, answer it, and return.

    `read` gives what there is, at least a byte, and nothing at the end. Requests before
    `initialize` are refused and notifications ignored, as the protocol asks.
    """
    buffer = b""
    while True:
        while (whole := _whole(buffer)) is None:
            more = read()
            if not more:
                return Greeted(None, b"", 1)
            buffer += more
        body, buffer = whole
        if body is None:
            return Greeted(None, b"", 1)
        message = _parsed(body)
        method = message.get("method") if isinstance(message, dict) else None
        if method == "exit":
            return Greeted(None, b"", 1)
        if method == "initialize" and isinstance(message, dict) and "id" in message:
            params = message.get("params")
            result = initialize_result(client_from(params))
            write(frame({"jsonrpc": "2.0", "id": message["id"], "result": result}))
            return Greeted(params if params is not None else {}, buffer)
        refusal = _refusal(message, method)
        if refusal is not None:
            write(frame(refusal))


def _whole(buffer: bytes) -> tuple[bytes | None, bytes] | None:
    """Return the first message in `buffer` and what follows it; None where it is not all there.

    A header that tells no length gives no body: nothing after it can be made out.
    """
    header, end, rest = buffer.partition(_HEADER_END)
    if not end:
        return None
    try:
        length = content_length(header)
    except ValueError:
        return None, b""
    return (rest[:length], rest[length:]) if len(rest) >= length else None


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return _GARBAGE


def _refusal(message: object, method: object) -> dict[str, object] | None:
    if message is _GARBAGE:
        return error(None, PARSE_ERROR, "Not JSON")
    if not isinstance(message, dict):
        return error(None, INVALID_REQUEST, "Not a message")
    if method is None or "id" not in message:
        return None
    return error(message["id"], NOT_INITIALIZED, "Not initialized")


_GARBAGE = object()
