"""The value of `SocketBindAllow=` and `SocketBindDeny=`: `[ipv4:|ipv6:][tcp:|udp:][ports]`.

Source: systemd 252, parse_socket_bind_item() in src/shared/parse-socket-bind-item.c, and what
`systemd-analyze verify` says.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.systemd.number import number_of, read_number
from portlens.formats.systemd.unit import Assignment
from portlens.model.port_use import PortRange, PortUse
from portlens.text.span import Span

ALLOW = "SocketBindAllow"
KEYS = frozenset({ALLOW, "SocketBindDeny"})


def read_bind(line: Assignment, owner: str) -> Iterator[PortUse | Fault]:
    """Yield the ports that a line lets the unit bind, and what systemd has against the line.

    What a line denies is no use of a port.
    """
    parts = line.value.split(":")
    place = line.span.start
    transport = "tcp"
    for known in (("ipv4", "ipv6"), ("tcp", "udp")):
        if parts[0] in known:
            transport = parts[0] if parts[0] in ("tcp", "udp") else transport
            place += len(parts[0]) + 1
            del parts[0]
            if not parts:
                return
    text = ":".join(parts)
    if text == "any" or "%" in text or MASK in text:
        return
    span = Span(place, place + len(text))
    port, fault = _ports(text, span)
    if line.key == ALLOW:
        yield PortUse("permits", line.span, port, transport, owner=owner, detail=line)
    if fault and line.value:
        yield fault


def _ports(text: str, span: Span) -> tuple[PortRange, Fault | None]:
    first, dash, last = text.partition("-")
    if not dash or not first:
        port, fault = read_number(text, span)
        is_no_port = fault is not None and fault.rule == "invalid-port"
        return port, Fault("invalid-port", span, "bind") if is_no_port else fault
    low, fault = read_number(first, Span(span.start, span.start + len(first)))
    high, other = read_number(last, Span(span.end - len(last), span.end))
    unknown = PortRange(span, None, None)
    if number_of(first) is None or number_of(last) is None:
        return unknown, Fault("invalid-port", span, "bind")
    if fault or other:
        return unknown, fault or other
    if low.first is not None and high.first is not None and low.first > high.first:
        return unknown, Fault("invalid-port-range", span, "reversed")
    return PortRange(span, low.first, high.first), None
