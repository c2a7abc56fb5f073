"""The grammar of `127.0.0.1:8080:80/tcp`.

Source: go-connections' ParsePortSpec, and docker-compose 2.40.3 run on each form.
"""

from collections.abc import Mapping

from portlens.formats._interpolation import UNKNOWN
from portlens.model.address import Address, parse_ip
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import strip_blanks, to_number
from portlens.text.regex import regex

TRANSPORTS = frozenset({"tcp", "udp", "sctp"})

# Where something else is written, or a variable holds it: no transport, and no text to be shown.
NO_TRANSPORT = "?"

_ZERO_IN_FRONT = regex(r"(?:^|\.)0[0-9]+(?:\.|$)")
_NAME = regex(r"[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*")
_DIGITS = regex(r"[0-9]+")


class Slice(NamedTuple):
    """A stretch of the entry after its variables were replaced."""

    start: int
    end: int


class ShortEntry(NamedTuple):
    """An entry cut into its parts; what is not written is None."""

    address: Slice | None
    host: Slice | None
    container: Slice
    transport: Slice | None


class Mistake(NamedTuple):
    """What is wrong with a port: the rule that says so, its reason and what its words need."""

    rule: str
    reason: str
    values: Mapping[str, object] = {}


def split(text: str) -> ShortEntry:
    """Cut an entry at its colons, from the right, and its last part at the first slash."""
    last = text.rfind(":")
    slash = text.find("/", last + 1)
    end = len(text) if slash < 0 else slash
    container = Slice(last + 1, end)
    transport = None if slash < 0 else Slice(slash + 1, len(text))
    if last < 0:
        return ShortEntry(None, None, container, transport)
    before = text.rfind(":", 0, last)
    host = Slice(before + 1, last)
    address = None if before < 0 else Slice(0, before)
    return ShortEntry(address, host, container, transport)


def read_ports(text: str, lowest: int) -> tuple[int, int] | Mistake | None:
    """Return the first and last port of `80-82`, what is wrong with it, or None: unknown."""
    if UNKNOWN in text:
        return None
    first, dash, last = text.partition("-")
    ends = (first, last) if dash else (first,)
    if not all(_DIGITS.fullmatch(end) for end in ends):
        stripped = strip_blanks(text)
        if stripped != text and stripped:
            return Mistake("invalid-port", "blanks")
        return _no_number(text)
    low, high = to_number(ends[0]), to_number(ends[-1])
    if max(low, high) > 65535:
        return Mistake("port-out-of-range", "highest")
    if low > high:
        return Mistake("invalid-port-range", "reversed")
    if low < lowest:
        return Mistake("port-out-of-range", "lowest", {"lowest": lowest})
    return low, high


def _no_number(text: str) -> Mistake:
    if _NAME.fullmatch(text):
        # Only a file with such a mistake pays for the catalogue.
        from portlens.catalogue.load import catalogue

        ports = catalogue().ports_named(text)
        if ports:
            return Mistake("service-name-not-allowed", "docker", {"port": ports[0]})
    return Mistake("invalid-port", "not-a-number")


def read_address(text: str) -> Address | Mistake | None:
    """Return the address that `text` is, what is wrong with it, or None where it is unknown."""
    if UNKNOWN in text:
        return None
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    address = parse_ip(inside)
    # Go's reader of addresses takes neither zones nor zeros in front.
    if (
        address is None
        or "%" in inside
        or _ZERO_IN_FRONT.search(inside.rpartition(":")[2] * ("." in inside))
    ):
        return Mistake("invalid-address", "docker")
    return address
