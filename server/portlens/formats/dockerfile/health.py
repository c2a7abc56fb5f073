"""Ports that HEALTHCHECK asks its own container for."""

import re
from collections.abc import Iterator

from portlens.formats._clients import HERE, asked_by_clients
from portlens.formats._template import MASK
from portlens.formats.dockerfile.stages import Stage, Step
from portlens.formats.dockerfile.words import expand
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.text.pause import pausing
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# What an @ follows is a password.
_NUMBER = r"(?:[0-9]{1,5}(?![\w.:-])|\$\{\w{1,60}(?::?-[0-9]{1,5})?\}|\$\w{1,60}(?!\w))(?!@)"
_ASKED = regex(rf"(?<![\w.-])(?P<host>{HERE}):(?P<port>{_NUMBER})")
_KNOCKED = regex(
    r"\bnc(?:at)?(?:[ \t]+-\w+(?:[ \t]+[0-9]+(?=[ \t]+[-\w]))?)*[ \t]+"
    rf"(?P<host>{HERE})[ \t]+(?P<port>{_NUMBER})"
)
_WITHOUT_PORT = regex(
    rf"\b(?P<scheme>https?)://(?P<host>{HERE})(?=[/?#\"'\s;|&)]|\Z)", re.IGNORECASE
)
_OF_SCHEME = {"http": 80, "https": 443}
_QUOTE_OR_COMMENT = regex(r"[\"']|[ \t]#")


def counting(stage: Stage) -> Step | None:
    """Return the health check of a stage: the last one, the others are void."""
    checks = (
        step
        for step in reversed(stage.steps)
        if step.instruction.keyword == "HEALTHCHECK" and not step.instruction.is_on_build
    )
    return next(checks, None)


def asked(step: Step, use: PortUse) -> Iterator[PortUse]:
    """Yield what a health check connects to; `use` has what is known of it beside the port.

    Only what can be nothing else is taken for a port. The shell fills in what ENV has set.
    """
    start, end = step.instruction.start, _end(step)
    text = step.instruction.line.text
    for pattern in (_ASKED, _KNOCKED):
        for match in pausing(pattern.finditer(text, start, end)):
            yield from _use(step, use, match.span("port"), match.span("host"))
    for port in asked_by_clients(text, start, end, _NUMBER):
        yield from _use(step, use, port)


def implied(step: Step, use: PortUse) -> Iterator[PortUse]:
    """Yield what is connected to by URLs that leave the port to their scheme."""
    line = step.instruction.line
    found = _WITHOUT_PORT.finditer(line.text, step.instruction.start, _end(step))
    for match in pausing(found):
        number = _OF_SCHEME[match["scheme"].lower()]
        span = line.span(*match.span("host"))
        port = PortRange(span, number, number, is_implied=True)
        yield use._replace(role="connects", span=span, port=port, address=_address(match["host"]))


def _use(
    step: Step, use: PortUse, where: tuple[int, int], host: tuple[int, int] | None = None
) -> Iterator[PortUse]:
    line = step.instruction.line
    written = line.text[slice(*where)]
    value = written
    if "$" in written:
        known = step.values_in(written, at_run_time=True)
        value = expand(written, known, is_one=True).text
    number = to_number(value) if is_port_number(value) else None
    if number is None and MASK not in value:
        return
    span = line.span(*where)
    port = PortRange(span, number, number, is_variable="$" in written)
    whole = span if host is None else Span(line.span(*host).start, span.end)
    address = _address(line.text[slice(*host)] if host else "localhost")
    yield use._replace(role="connects", span=whole, port=port, address=address)


def _address(host: str) -> Address:
    inside = host.strip("[]")
    return parse_ip(inside) or Address("name", inside)


def _end(step: Step) -> int:
    """Return where the command ends: at the comment of a shell's line, which goes to its end."""
    instruction = step.instruction
    text, start, end = instruction.line.text, instruction.start, instruction.end
    is_open = {'"': False, "'": False}
    for match in pausing(_QUOTE_OR_COMMENT.finditer(text, start, end)):
        if match[0] in is_open:
            is_open[match[0]] = not is_open[match[0]]
        # Within quotes it is none; a list's words are quoted, and no comment ends a list.
        elif not any(is_open.values()):
            return match.start()
    return end
