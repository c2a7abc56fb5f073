"""Messages on the wire: JSON behind a header that tells its length."""

import json


def encode(message: object) -> bytes:
    """Return `message` as JSON.

    Escaped to ASCII: a file's undecodable bytes are lone surrogates, which UTF-8 refuses.
    """
    return _encode(message).encode("ascii")


def frame(message: object) -> bytes:
    """Return `message` as it goes over a pipe or a socket."""
    body = encode(message)
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Splitter:
    """Takes bytes as they come, in any pieces, and gives the bodies of whole messages.

    It keeps no more than one message that is not whole yet, which `LONGEST_HEADER` and
    `LONGEST_BODY` bound, and what came together with its last bytes.
    """

    __slots__ = ("_buffer", "_length")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None  # of the body whose header was read

    def feed(self, data: bytes) -> None:
        """Take more of the input."""
        self._buffer += data

    def take(self) -> bytes | None:
        """Return the next body; None until it is there as a whole.

        ValueError where a header tells no length, or it or the message is too long: where the
        next message begins, nobody knows.
        """
        if self._length is None:
            end = self._buffer.find(_HEADER_END, 0, LONGEST_HEADER)
            if end < 0:
                if len(self._buffer) >= LONGEST_HEADER:
                    raise ValueError("a header without an end")
                return None
            self._length = content_length(bytes(self._buffer[:end]))
            del self._buffer[: end + len(_HEADER_END)]
        if len(self._buffer) < self._length:
            return None
        body = bytes(self._buffer[: self._length])
        del self._buffer[: self._length]
        self._length = None
        return body


def content_length(header: bytes) -> int:
    """Return the length that a header block tells; ValueError where it tells none of ours."""
    for line in header.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        digits = value.strip()
        if colon and name.strip().lower() == b"content-length" and digits.isdigit():
            length = int(digits)
            if length > LONGEST_BODY:
                raise ValueError(f"a message of {length} bytes")
            return length
    raise ValueError("a message without Content-Length")


def decode(body: bytes | str) -> object:
    """Return the message that a body holds; ValueError where it is no JSON.

    `NaN`, `Infinity` and numbers too large for a float are none: what is sent back of a message
    has to be JSON again.
    """
    try:
        return _decode(body if isinstance(body, str) else body.decode())
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_id(value: object) -> bool:
    """Tell whether a request can have this id."""
    return isinstance(value, (str, int))


def error(message_id: object, code: int, message: str) -> dict[str, object]:
    """Return the answer that refuses a request; the codes are JSON-RPC's and the protocol's."""
    return {"jsonrpc": "2.0", "id": message_id, "error": {"code": code, "message": message}}


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise ValueError(f"{digits} is too large")
    return number


def _refused(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


_HEADER_END = b"\r\n\r\n"

LONGEST_HEADER = 1 << 13
# Six times the longest text that is read as a configuration, as long as escapes can make it.
LONGEST_BODY = 96 << 20

# Made once: `json.dumps` with these makes one for each message. Nothing here is circular.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode
_decode = json.JSONDecoder(parse_float=_finite, parse_constant=_refused).decode

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
REQUEST_CANCELLED = -32800
