"""What is wrong with the protocol of an entry of inetd.conf.

Source: openbsd-inetd 0.20221205: the type of the socket alone decides between TCP and UDP, and the
protocol only where the number of a name is looked for.
"""

from collections.abc import Sequence

from portlens.formats._format import Fault
from portlens.formats.inetd.attempt import KINDS, PROTOCOL, Attempt
from portlens.formats.inetd.service import PROTOCOLS
from portlens.model.port_use import PortRange
from portlens.text.regex import regex
from portlens.text.span import Span

_LETTERS = regex(r"[^0-9]*")


def protocol_fault(
    first: Attempt, looked_up: Sequence[str], port: PortRange, kind: str
) -> Fault | None:
    """Return what is wrong with it; `looked_up` are the protocols in which the name is sought."""
    start = first.fields[PROTOCOL].start
    span = Span(start, start + len(first.protocol))
    match = _LETTERS.match(first.protocol)
    letters = match[0] if match is not None else ""
    values = {"kind": kind, "transport": KINDS[kind], "shown": KINDS[kind].upper()}
    if port.name and PROTOCOLS.isdisjoint(looked_up):
        reason = "without-names" if letters in PROTOCOLS else "unknown-names"
        return Fault("invalid-transport", span, reason, {**values, "name": port.name})
    if letters != KINDS[kind]:
        return Fault("invalid-transport", span, "other-transport", values)
    return None
