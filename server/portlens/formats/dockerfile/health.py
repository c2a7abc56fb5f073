"""Ports that HEALTHCHECK asks its own container for."""

import re
from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.dockerfile.stages import Step
from portlens.formats.dockerfile.words import expand
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.text.plain import to_number
from portlens.text.span import Span

_HERE = r"localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]"
_NUMBER = r"[0-9]{1,5}(?![\w.:-])|\$\{\w{1,60}(?::?-[0-9]{1,5})?\}|\$\w{1,60}"
_ASKED = re.compile(rf"(?<![\w.-])(?P<host>{_HERE}):(?P<port>{_NUMBER})")
_KNOCKED = re.compile(
    r"\bnc(?:at)?(?:[ \t]+-\w+(?:[ \t]+[0-9]+(?=[ \t]+[-\w]))?)*[ \t]+"
    rf"(?P<host>{_HERE})[ \t]+(?P<port>{_NUMBER})"
)


def asked(step: Step, use: PortUse) -> Iterator[PortUse]:
    """Yield what a health check connects to; `use` has what is known of it beside the port.

    Only what can be nothing else is taken for a port. The shell fills in what ENV has set.
    """
    line = step.instruction.line
    for pattern in (_ASKED, _KNOCKED):
        for match in pattern.finditer(line.text, step.instruction.start, step.instruction.end):
            written = match["port"]
            value = written
            if "$" in written:
                value = expand(written, step.values_in(written, at_run_time=True), is_one=True).text
            number = to_number(value) if is_port_number(value) else None
            if number is None and MASK not in value:
                continue
            span = line.span(*match.span("port"))
            port = PortRange(span, number, number, is_variable="$" in written)
            whole = Span(line.span(*match.span("host")).start, span.end)
            host = match["host"].strip("[]")
            address = parse_ip(host) or Address("name", host)
            yield use._replace(role="connects", span=whole, port=port, address=address)
