"""The ports that packets get: the values of REDIRECT, MASQUERADE, DNAT and SNAT.

Source: iptables 1.8.9, libxt_NAT.c, asked of each kind of value.
"""

from collections.abc import Callable, Iterator

from portlens.formats._template import MASK
from portlens.formats.iptables.numbers import c_number, leading_number
from portlens.formats.iptables.piece import Found, Piece, Problem, number_of
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.plain import is_number
from portlens.text.regex import regex

_IPV4 = regex(r"[0-9.]*(?:-[0-9.]+)?:[^:]*:[^:]*")


def port_at(text: str) -> int | None:
    """Return where the port begins in an address of DNAT; None where there is none.

    One colon is that of a port; with more of them it is an address of IPv6, without brackets.
    """
    if "[" in text:
        bracket = text.find("]")
        colon = text.find(":", bracket) if bracket >= 0 else -1
    elif text.count(":") == 1 or _IPV4.fullmatch(text):
        colon = text.index(":")
    else:
        colon = -1
    return colon + 1 if colon >= 0 else None


def nat(
    piece: Piece, one: Callable[[Piece], Iterator[Found]], *, has_base: bool = False
) -> Iterator[Found]:
    """Read `80-90`; a name stands alone, and is read by `one`.

    `has_base`: a port may follow from which the ports of a range are reckoned, `80-90/1000`.
    """
    piece = piece._replace(kind="nat")
    text = piece.text
    first, end = leading_number(text)
    rest = text[end:]
    if MASK in text:
        yield piece.unknown
    elif first is None and _is_range_of_names(text, piece.transport):
        yield from piece.refused(Problem("invalid-port-range", "iptables-names"))
    elif first is None or (not rest and first <= HIGHEST_PORT):
        yield from one(piece)
    elif first > HIGHEST_PORT:
        yield piece.unknown
        yield piece._replace(end=piece.start + end).fault(Problem("port-out-of-range", "highest"))
    elif rest[0] == "-":
        last = piece._replace(start=piece.start + end + 1)
        slash = last.text.find("/") if has_base else -1
        if slash >= 0:
            yield from _base(last._replace(start=last.start + slash + 1))
            last = last._replace(end=last.start + slash)
        yield from _to(piece._replace(end=last.end), first, last)
    elif rest[0] == ":":
        yield from piece.refused(Problem("invalid-port-range", "iptables-dash"))
    else:
        reason = "iptables-octal" if is_number(text) else "not-a-number"
        yield from piece.refused(Problem("invalid-port", reason))


def _to(piece: Piece, first: int, last: Piece) -> Iterator[Found]:
    """Read the second port of a range."""
    number = c_number(last.text)
    if number is None:
        reason = "iptables-octal" if is_number(last.text) else "iptables-names"
        yield from piece.refused(Problem("invalid-port-range", reason))
    elif number > HIGHEST_PORT:
        yield piece.unknown
        yield last.fault(Problem("port-out-of-range", "highest"))
    elif first > number:
        yield from piece.refused(Problem("invalid-port-range", "reversed"))
    else:
        yield PortRange(piece.span, first, number)


def _base(piece: Piece) -> Iterator[Found]:
    """Yield what the program refuses of the port that others are reckoned from."""
    number, _ = leading_number(piece.text)
    if number is not None and number > HIGHEST_PORT:
        yield piece.fault(Problem("port-out-of-range", "highest"))
    elif number == 0:
        yield piece.fault(Problem("port-out-of-range", "lowest", {"lowest": 1}))
    elif number is None and number_of(piece.text, piece.transport) is None:
        yield piece.fault(Problem("invalid-port", "not-a-number"))


def _is_range_of_names(text: str, transport: str) -> bool:
    """Tell whether two ports, one of them a name, have a dash between them: `ssh-http`."""
    first, dash, last = text.partition("-")
    return bool(dash) and all(
        c_number(end) is not None or number_of(end, transport) is not None for end in (first, last)
    )
