"""`ExecStart=` of systemd-socket-proxyd, which passes what comes in at a socket on to a port.

Source: systemd-socket-proxyd(8) and src/socket-proxy/socket-proxyd.c of systemd 252.
"""

import re
from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.systemd.unit import Assignment
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_PROGRAM = regex(r"[-@:+!|]*(?:/[^ \t\"']*/)?systemd-socket-proxyd(?=[ \t]|\Z)")
_WORD = regex(r"[^ \t]+")
_TAKES_VALUE = frozenset({"-c", "--connections-max", "--exit-idle-time"})
_USUAL_PORT = 80  # where only a host is given


def read_proxy(line: Assignment, owner: str) -> Iterator[PortUse]:
    """Yield the port that the line passes connections on to; none where it is a path.

    A word with a quote, a variable or a specifier in it is nobody's to know.
    """
    match = _PROGRAM.match(line.value)
    if match is None:
        return
    is_value = False
    for word in _WORD.finditer(line.value, match.end()):
        if is_value or word[0].startswith("-"):
            is_value = not is_value and word[0] in _TAKES_VALUE
            continue
        if re.search(f"[\"'$%\\\\{MASK}]", word[0]) is None and not word[0].startswith(("/", "@")):
            yield _target(word[0], Span(*word.span()).shifted(line.span.start), line, owner)
        return


def _target(text: str, span: Span, line: Assignment, owner: str) -> PortUse:
    host, colon, port_text = text.rpartition(":")
    if not colon:
        host, port = text, PortRange(span, _USUAL_PORT, _USUAL_PORT, is_implied=True)
    else:
        at = Span(span.end - len(port_text), span.end)
        number = to_number(port_text) if is_port_number(port_text) else None
        port = PortRange(at, number, number)
    inside = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    address = parse_ip(inside) or Address("name", inside)
    return PortUse("connects", span, port, "tcp", address, owner, detail=line)
