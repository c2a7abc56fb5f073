"""`ProxyJump` and `ProxyCommand`: the hosts on the way."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import masked
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.host_port import HostPort, host_address, split_host_port, why_colons
from portlens.formats.ssh.port import is_template, read_port
from portlens.model.port_use import PortRange, PortUse
from portlens.text.plain import BLANKS, strip_blanks, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# `ssh jump -W %h:22`, `nc %h 22`: the port that a command is told beside the host's name.
_IN_COMMAND = regex(r"%h[: ]([0-9]{1,5})\b")

_BLANKS = regex(r"[ \t\r\n\f]+")

# In a URI ssh takes names and IPv4 addresses only: `ssh://[::1]` is refused.
_DOMAIN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*\Z")


def read_jump(line: Directive, text: str) -> Iterator[PortUse | Fault]:
    """Yield the ports of `[user@]host[:port]` and `ssh://…`, a list with commas.

    ssh reads the rest of the line as it stands, quotes and all, up to a `#` or a blank.
    """
    start, end = line.rest
    value = text[start:end]
    value = value[: len(masked(value, "x").partition("#")[0])].rstrip(" \t\r\n\f")
    lead = len(value) - len(value.lstrip(" \t="))
    start += lead
    value = value[lead:]
    blank = _BLANKS.search(value)
    # `a, b` is refused; `a b` is `a`, though hardly so meant
    if blank and value[blank.start() - 1] != "," and not is_template(value):
        value, ignored = value[: blank.start()], Span(start + blank.end(), start + len(value))
        yield Fault("invalid-address", ignored, "after-blank")
    if value.lower() == "none":
        return
    for piece in value.split(","):
        yield from _hop(line, piece, start)
        start += len(piece) + 1


def _hop(line: Directive, piece: str, start: int) -> Iterator[PortUse | Fault]:
    if is_template(piece):
        yield from _template(line, piece, start)
        return
    start += len(piece) - len(piece.lstrip(BLANKS))
    # `a, b`: ssh takes the blank for a part of the name.
    is_parted = piece.startswith(tuple(BLANKS))
    piece = strip_blanks(piece)
    span = Span(start, start + len(piece))
    is_uri = piece.startswith("ssh://")
    host_start = piece.rfind("@") + 1 if not is_uri else piece.find("@") + 1 or len("ssh://")
    has_no_user = host_start == (len("ssh://") if is_uri else 0) + 1
    rest = piece[host_start:]
    parts = split_host_port(rest)
    if is_uri and parts is None and rest.endswith("/"):
        rest = rest[:-1]
        parts = split_host_port(rest)
    if parts is not None and parts.port is not None and ":" in parts.port:
        yield Fault("invalid-address", Span(start + host_start, span.end), why_colons(rest))
        return
    if (
        parts is None
        or not parts.host
        or has_no_user
        or is_parted
        or " " in parts.host
        or (is_uri and not _DOMAIN.match(parts.host))
    ):
        yield Fault("invalid-address", span, "no-jump")
        return
    yield from _port(line, span, parts, start + host_start, is_uri=is_uri)


def _template(line: Directive, piece: str, start: int) -> Iterator[PortUse]:
    """Yield the port behind `{{ host }}:`, if there is one."""
    text = masked(piece, "x")
    begin = text.rfind(":") + 1
    if begin:
        port = read_port(piece[begin:], Span(start + begin, start + len(piece))).port
        span = Span(start, start + len(piece))
        yield PortUse("connects", span, port, owner=line.owner, detail=line)


def _port(
    line: Directive, span: Span, parts: HostPort, start: int, *, is_uri: bool
) -> Iterator[PortUse | Fault]:
    use = PortUse(
        "connects",
        span,
        None,
        address=host_address(parts.host),
        owner=line.owner,
        detail=line,
    )
    if parts.port is None:
        return
    text, _, path = parts.port.partition("/") if is_uri else (parts.port, "", "")
    if path:
        yield Fault("invalid-address", span, "no-jump")
        return
    at = Span(parts.port_at.start, parts.port_at.start + len(text)).shifted(start)
    if not text:
        # ssh takes `host:` for `host`, but somebody is about to type
        yield use._replace(port=PortRange(at, None, None))
        return
    port, fault = read_port(text, at)
    yield use._replace(port=port)
    if fault:
        yield fault


def read_command(line: Directive, text: str) -> Iterator[PortUse]:
    """Yield the port numbers beside `%h` in a command; a command is free text, never wrong."""
    for match in _IN_COMMAND.finditer(text, line.rest.start, line.rest.end):
        number = to_number(match[1])
        if 1 <= number <= 65535:
            span = Span(match.start(1), match.end(1))
            port = PortRange(span, number, number)
            yield PortUse(
                "connects", Span(match.start(), span.end), port, owner=line.owner, detail=line
            )
