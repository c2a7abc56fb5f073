"""The values of port options, in each of the ways in which iptables reads them.

Source: iptables 1.8.9, xtables_parse_port() for tcp and sctp, xtopt_parse_port() for the others,
and libxt_multiport.c, asked of each kind of value; what a rule holds that was loaded tells
iptables-save.
"""

from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.iptables.lines import Word
from portlens.formats.iptables.nat import nat, port_at
from portlens.formats.iptables.numbers import c_number, resolved_number
from portlens.formats.iptables.options import Kind
from portlens.formats.iptables.piece import Found, Piece, Problem, number_of
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.plain import is_number
from portlens.text.regex import regex

_MOST = 15  # ports in one option of multiport, a range counting as two
_NAME = regex(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_.+/-]*")
_DASHED = regex(r"[0-9]+-[^-]*")
_HEXADECIMAL = regex(r"0[xX][0-9a-fA-F]*")


def ports(word: Word, kind: Kind, transport: str) -> Iterator[Found]:
    """Yield the ports that stand in a value, and what the program refuses of them."""
    piece = Piece(word, 0, len(word.text), kind, transport)
    if kind == "unknown":
        yield piece.unknown
    elif kind == "list":
        yield from _list(piece)
    elif kind == "nat":
        yield from nat(piece, _one)
    elif kind == "address":
        at = port_at(word.text)
        if at is not None:
            yield from nat(piece._replace(start=at), _one, has_base=True)
    elif kind == "one":
        yield from _one(piece._replace(kind="resolved"))
    else:
        yield from _range(piece)


def _list(piece: Piece) -> Iterator[Found]:
    """Read `22,80:90`, of multiport."""
    if piece.text.count(",") + piece.text.count(":") >= _MOST and MASK not in piece.text:
        yield piece.fault(Problem("invalid-port", "iptables-too-many"))
    for each in piece.split(","):
        if ":" not in each.text:
            yield from _one(each._replace(kind="number"))
            continue
        first, *rest = each._replace(kind="number").split(":")
        if len(rest) > 1:
            yield from each.refused(Problem("invalid-port", "iptables-colons"))
        elif not first.text or not rest[0].text:
            yield from each.refused(Problem("invalid-port-range", "iptables-open"))
        else:
            yield from _both(each, first, rest[0], is_open=False)


def _range(piece: Piece) -> Iterator[Found]:
    """Read `80:90`, each end of which may be missing."""
    if ":" not in piece.text:
        yield from _one(piece)
        return
    first, *rest = piece.split(":")
    if len(rest) > 1:
        yield from piece.refused(Problem("invalid-port", "iptables-colons"))
    else:
        yield from _both(piece, first, rest[0], is_open=True)


def _both(piece: Piece, first: Piece, last: Piece, *, is_open: bool) -> Iterator[Found]:
    """Read the ends of a range."""
    if MASK in piece.text:
        yield piece.unknown
        return
    numbers = [0, HIGHEST_PORT]
    for index, end in enumerate((first, last)):
        if not end.text:
            continue
        port, *faults = _one(end)
        if not isinstance(port, PortRange) or port.first is None:
            # A name that only a services file may know stands for itself.
            is_named = isinstance(port, PortRange) and bool(port.name)
            yield from (port if is_named else piece.unknown, *faults)
            return
        numbers[index] = port.first
    low, high = numbers
    if low > high:
        is_taken = piece.kind == "resolved"
        reason = "iptables-never" if is_taken else "reversed"
        yield from piece.refused(Problem("invalid-port-range", reason))
    elif low == high and not is_open:
        yield from piece.refused(Problem("invalid-port-range", "iptables-one"))
    else:
        yield PortRange(piece.span, low, high)


def _one(piece: Piece) -> Iterator[Found]:
    """Read one port; first of all a port is yielded, whether its number is known or not."""
    text = piece.text
    if MASK in text:
        yield piece.unknown
        return
    is_resolved = piece.kind == "resolved"
    number = resolved_number(text) if is_resolved else c_number(text)
    if number is not None and number <= HIGHEST_PORT:
        yield PortRange(piece.span, number, number)
    elif number is not None and is_resolved:
        values = {"number": number % (HIGHEST_PORT + 1)}
        yield from piece.refused(Problem("port-out-of-range", "wraps", values))
    elif number is not None or (is_resolved and is_number(text)):
        yield from piece.refused(Problem("port-out-of-range", "highest"))
    elif text:
        yield from _named(piece)
    else:
        # getaddrinfo(3) takes no text for port 0, and whoever types is not done.
        yield piece.unknown
        if not is_resolved:
            yield piece.fault(Problem("missing-port", "iptables"))


def _named(piece: Piece) -> Iterator[Found]:
    """Read a service name, or say what is wrong with a text that can be none."""
    text = piece.text
    number = number_of(text, piece.transport)
    if number is None and _DASHED.fullmatch(text):
        yield from piece.refused(Problem("invalid-port-range", "iptables-colon"))
    elif number is None and "," in text and piece.kind != "nat":
        yield from piece.refused(Problem("invalid-port", "iptables-list"))
    elif is_number(text):
        yield from piece.refused(Problem("invalid-port", "iptables-octal"))
    elif number is None and (_HEXADECIMAL.fullmatch(text) or not _NAME.fullmatch(text)):
        yield from piece.refused(Problem("invalid-port", "not-a-number"))
    else:
        yield PortRange(piece.span, number, number, name=text)
