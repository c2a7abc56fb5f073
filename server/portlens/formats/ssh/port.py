"""One port as OpenSSH's `a2port` reads it: a number, or the name of a TCP service."""

import re

from portlens.formats._format import Fault, Reading
from portlens.formats._template import has_other_placeholder, has_placeholder
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_NUMBER = regex(r"[ \t\n\v\f\r]*([+-]?)([0-9]+)\Z")
_NAME = regex(r"[A-Za-z][A-Za-z0-9_.+-]*\Z")

# Beside the placeholders of all formats: variables of a shell and of Python, and a tag that is
# still being typed. OpenSSH would refuse them, but the file at hand is not the one it reads.
_TEMPLATE = regex(r"\{\{|\{%|<%|\$[A-Za-z_{(]|%\(")


class ReadPort(NamedTuple):
    """A port, and what OpenSSH has against it."""

    port: PortRange
    fault: Fault | None = None


def read_port(text: str, span: Span, lowest: int = 1) -> ReadPort:
    """Read `text`, which stands at `span`, as one port of at least `lowest`."""
    if is_template(text):
        return ReadPort(PortRange(span, None, None, is_variable=True))
    number = number_of(text)
    unknown = PortRange(span, None, None)
    if number is None:
        return _read_name(text, span)
    if number > HIGHEST_PORT:
        return ReadPort(unknown, Fault("port-out-of-range", span, "highest"))
    if number < lowest:
        return ReadPort(unknown, Fault("port-out-of-range", span, "lowest", {"lowest": lowest}))
    return ReadPort(PortRange(span, number, number))


def number_of(text: str) -> int | None:
    """Return the number that `text` is to strtonum(3), or None; a huge one is 100,000."""
    match = _NUMBER.match(text)
    if not match:
        return None
    size = min(to_number(match[2]), 100_000)
    return -size if match[1] == "-" else size


def is_template(text: str) -> bool:
    """Tell whether something fills in `text` before OpenSSH reads it."""
    return _TEMPLATE.search(text) is not None or has_placeholder(text)


def unfilled(reading: Reading, text: str, path: str) -> Reading:
    """Return `reading` with a fault for each port that is a variable nothing is going to fill in.

    That is certain only where the program itself reads the file: `sshd_config` in a project may
    be what `envsubst` makes the real one of.
    """
    variables = [
        use.port
        for use in reading.uses
        if use.port and use.port.is_variable and _VARIABLE.fullmatch(use.port.span.of(text))
    ]
    if not variables or not _IN_PLACE.search(path) or has_other_placeholder(text):
        return reading
    faults = [Fault("invalid-port", port.span, "openssh-variable") for port in variables]
    return reading._replace(faults=(*reading.faults, *faults))


def with_written_addresses(reading: Reading, text: str, original: str) -> Reading:
    """Return `reading` of `text` with addresses as `original` has them.

    The one differs from the other in placeholders only: `@_p@` stands for `<ip>`.
    """
    if text is original:
        return reading
    uses = (_with_written_address(use, text, original) for use in reading.uses)
    return reading._replace(uses=tuple(uses))


def _with_written_address(use: PortUse, text: str, original: str) -> PortUse:
    address = use.address
    start = text.find(address.text, *use.span) if address is not None else -1
    if address is None or start < 0:
        return use
    written = original[start : start + len(address.text)]
    return use._replace(address=address._replace(text=written))


_IN_PLACE = regex(r"\A/etc/ssh/sshd?_config(?:\.d/[^/]+\.conf)?\Z|/\.ssh/config\Z")
_VARIABLE = regex(r"\$(?:\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)")


def _read_name(text: str, span: Span) -> ReadPort:
    from portlens.catalogue.load import catalogue

    number = catalogue().port_of(text, "tcp")
    if number is not None:
        return ReadPort(PortRange(span, number, number, name=text))
    port = PortRange(span, None, None, name=text)
    if _NAME.match(text):
        # A name that only this server's /etc/services may know; rules ask the workspace.
        return ReadPort(port)
    if catalogue().ports_named(text):
        return ReadPort(port)
    return ReadPort(PortRange(span, None, None), Fault("invalid-port", span, _why(text)))


def _why(text: str) -> str:
    before, slash, transport = text.partition("/")
    if slash and transport.lower() in ("tcp", "udp") and number_of(before) is not None:
        return "with-transport"
    if re.match(r"[0-9]+#", text):
        return "joined-comment"
    if re.fullmatch(r"[0-9]+-[0-9]+", text):
        return "one-port-no-range"
    if re.fullmatch(r"[0-9]+(,[0-9]*)+", text):
        return "one-port-no-list"
    return "not-a-number"
