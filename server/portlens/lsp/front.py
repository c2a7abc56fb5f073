"""The front of the house: answers `initialize` before the protocol's library is there.

Importing that library is most of a start. What portlens offers is known beforehand, so the
editor gets its answer from here, goes on with its own work, and the library is imported
meanwhile. Only the standard library is used here, and little of it.
"""

from collections.abc import Callable

from portlens.lsp.capabilities import initialize_result
from portlens.lsp.client import client_from
from portlens.lsp.frames import (
    INVALID_REQUEST,
    NOT_INITIALIZED,
    PARSE_ERROR,
    Splitter,
    decode,
    error,
    frame,
    is_id,
)
from portlens.text.named_tuple import NamedTuple


class Greeted(NamedTuple):
    """What came of it: `params` of the `initialize` that was answered, and the input after it.

    Where the client left before it said `initialize`, `params` is None and `exit_code` tells
    how the process ends: an `exit` without `shutdown` is a failure.
    """

    params: object
    rest: Splitter
    exit_code: int | None = None


def greet(read: Callable[[], bytes], write: Callable[[bytes], object]) -> Greeted:
    """Read messages until `initialize`, answer it, and return.

    `read` gives what there is, at least a byte, and nothing at the end.
    """
    splitter = Splitter()
    while (body := _next_body(splitter, read)) is not None:
        met = meet(body)
        if met.answer is not None:
            write(frame(met.answer))
        if met.params is not None:
            return Greeted(met.params, splitter)
        if met.leaves:
            break
    return Greeted(None, splitter, 1)


class Met(NamedTuple):
    """What comes of a message before the session has begun.

    `answer` goes back to the client; `params` are those of the `initialize` that was answered;
    `leaves` tells that the client said `exit`.
    """

    answer: dict[str, object] | None = None
    params: object = None
    leaves: bool = False


def meet(body: bytes | str) -> Met:
    """Return what to do about one message.

    `initialize` is answered, other requests are refused and notifications ignored, as the
    protocol asks.
    """
    message = _parsed(body)
    method = message.get("method") if isinstance(message, dict) else None
    if method == "exit":
        return Met(leaves=True)
    if method == "initialize" and isinstance(message, dict) and is_id(message.get("id")):
        params = message.get("params")
        result = initialize_result(client_from(params))
        answer = {"jsonrpc": "2.0", "id": message["id"], "result": result}
        return Met(answer, params if params is not None else {})
    return Met(_refusal(message, method))


def _next_body(splitter: Splitter, read: Callable[[], bytes]) -> bytes | None:
    """Return the next message; None where the input ends, or is no protocol."""
    try:
        while (body := splitter.take()) is None:
            more = read()
            if not more:
                return None
            splitter.feed(more)
    except ValueError:
        return None
    return body


def _parsed(body: bytes | str) -> object:
    try:
        return decode(body)
    except ValueError:
        return _GARBAGE


def _refusal(message: object, method: object) -> dict[str, object] | None:
    if message is _GARBAGE:
        return error(None, PARSE_ERROR, "Not JSON")
    if not isinstance(message, dict):
        return error(None, INVALID_REQUEST, "Not a message")
    if method is None or "id" not in message:
        return None
    if not is_id(message["id"]):
        return error(None, INVALID_REQUEST, "Not an id")
    return error(message["id"], NOT_INITIALIZED, "Not initialized")


_GARBAGE = object()
