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
    """Takes bytes as they come, in any pieces, and gives the bodies of whole messages."""

    __slots__ = ("_buffer", "_length")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None  # of the body whose header was read

    def feed(self, data: bytes) -> None:
        """Take more of the input."""
        self._buffer += data

    def take(self) -> bytes | None:
        """Return the next body; None until it is there as a whole.

        ValueError where a header tells no length: where the next message begins, nobody knows.
        """
        if self._length is None:
            end = self._buffer.find(_HEADER_END)
            if end < 0:
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
    """Return the length that a header block tells; ValueError where it tells none."""
    for line in header.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip().lower() == b"content-length":
            length = int(value)
            if length >= 0:
                return length
    raise ValueError("a message without Content-Length")


def error(message_id: object, code: int, message: str) -> dict[str, object]:
    """Return the answer that refuses a request; the codes are JSON-RPC's and the protocol's."""
    return {"jsonrpc": "2.0", "id": message_id, "error": {"code": code, "message": message}}


_HEADER_END = b"\r\n\r\n"

# Made once: `json.dumps` with these makes one for each message. Nothing here is circular.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
REQUEST_CANCELLED = -32800
