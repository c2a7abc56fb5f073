"""What stands in the place of a port: `8080`, `5060-5070`, `http`.

Source: firewalld 1.3.3, functions.py (getPortRange, getPortID): a number as Python's int reads
it, else a name of /etc/services, of whatever transport. A range may run backwards.
"""

from collections.abc import Iterator

from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, strip_blanks, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_TRANSPORTS = ("tcp", "udp", "dccp", "sctp")
_MOST_DASHES = 8  # of names; what has more is no slip of the finger, and looked at no further
_NUMBER = regex(r"[+-]?[0-9]+(?:_[0-9]+)*")
_RANGE = regex(r"([0-9]+)-([0-9]+)")
_NAME = regex(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_.+*-]+")


class Port(NamedTuple):
    """A port as read.

    `problem` is the rule that has words for what firewalld refuses of it, `at` the place if that
    is only a part.
    """

    port: PortRange
    problem: str = ""
    at: Span | None = None


def port_of(value: str, span: Span) -> Port:
    """Return the port that firewalld makes of `value`, which is written at `span`."""
    unknown = PortRange(span, None, None)
    if not value.isascii():
        return Port(unknown)  # Python takes the digits of every script
    if found := _RANGE.fullmatch(value):
        first, last = sorted((to_number(found[1]), to_number(found[2])))
        if last > HIGHEST_PORT:
            end = 1 if to_number(found[1]) > HIGHEST_PORT else 2
            at = Span(*found.span(end)).shifted(span.start)
            is_plain = span.end - span.start == len(value)
            return Port(unknown, "port-out-of-range", at if is_plain else None)
        return Port(PortRange(span, first, last))
    stripped = strip_blanks(value)
    if is_number(stripped) and to_number(stripped) > HIGHEST_PORT:
        return Port(unknown, "port-out-of-range")
    if value.count("-") > _MOST_DASHES:
        return Port(unknown)
    ranges = list(_ranges(value))
    if len(ranges) == 1:
        first, last = ranges[0]
        is_name = _NAME.fullmatch(stripped) and _id(stripped) is not None
        return Port(PortRange(span, first, last, name=stripped if is_name else ""))
    if ranges:
        return Port(unknown)  # which is ambiguous, if /etc/services has all these names
    if _NAME.fullmatch(stripped):
        return Port(PortRange(span, None, None, name=stripped))
    return Port(unknown, "invalid-port")


def _ranges(value: str) -> Iterator[tuple[int, int]]:
    """Yield every range that `value` may be, since names have dashes too."""
    parts = value.split("-")
    for cut in range(len(parts), 0, -1):
        first, rest = _id("-".join(parts[:cut])), "-".join(parts[cut:])
        last = _id(rest) if rest else first
        if first is not None and last is not None:
            yield min(first, last), max(first, last)
            if cut == len(parts):
                return


def _id(text: str) -> int | None:
    """Return the port that is called so; None where none is, as far as anybody knows."""
    text = strip_blanks(text)
    if _NUMBER.fullmatch(text):
        number = to_number(text.replace("_", ""))
        return number if 0 <= number <= HIGHEST_PORT else None
    if not text:
        return None
    from portlens.catalogue.load import catalogue

    ports = (catalogue().port_of(text, transport) for transport in _TRANSPORTS)
    return next((port for port in ports if port is not None), None)
