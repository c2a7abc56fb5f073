"""The lines of a services file: `name port/protocol aliases # comment`.

Source: glibc 2.36, nss/nss_files (files-parse.c, files-service.c), and what
`getent -s files services` says of generated lines.
"""

import re
from collections.abc import Iterator

from portlens.formats._format import Fault, Reading
from portlens.formats._template import MASK, masked, without_statements
from portlens.formats.services.entry import TRANSPORTS, Entry, number_of
from portlens.formats.services.fault import fault_of
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.plain import is_number, split_blanks, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# A line ends at \n alone; \0 ends what the C library sees of it, # what it means.
_LINE = regex(
    r"^[ \t\v\f\r]*(?P<name>[^ \t\v\f\r\n\0#]+)"
    r"[ \t\v\f\r]*"
    r"(?P<port>[^ \t\v\f\r\n\0#/]*)"
    r"(?P<slashes>/*)"
    r"(?P<protocol>[^ \t\v\f\r\n\0#]*)"
    r"[ \t\v\f\r]*"
    r"(?P<aliases>[^\n\0#]*)",
    re.MULTILINE,
)
_USUAL_PORT = regex(r"(?:0|[1-9][0-9]{0,4})\Z")
_BLANK = " \t\v\f\r"
_SWAPPED = regex(r"([0-9]+)/+([A-Za-z]+)\Z")
_LOOKS = regex(r"^[A-Za-z0-9][\w.+-]*[ \t]+[0-9]+/(?:tcp|udp)\b", re.MULTILINE)


def looks_like_services(text: str) -> bool:
    """Tell whether some line of `text` is `name number/protocol`."""
    return _LOOKS.search(text) is not None


def is_mostly_services(text: str) -> bool:
    """Tell whether half of the lines that say anything are `name number/protocol`.

    A report in prose may hold one such line; each of its others would count as unusable.
    """
    return 0 < len(_SAYING.findall(text)) <= 2 * len(_LOOKS.findall(text))


_SAYING = regex(r"^[ \t]*[^\s#]", re.MULTILINE)


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Read a services file, as glibc does."""
    uses: list[PortUse] = []
    faults: list[Fault] = []
    lines = masked(without_statements(text))
    for match in _LINE.finditer(lines):
        pause()
        if MASK in match[0]:
            uses += _open_line(match, text)
            continue
        use = _usual_line(match)
        if use is None:
            use = _read_line(match)
            fault = fault_of(match, use)
            if fault:
                faults.append(fault)
        uses.append(use)
    return Reading(tuple(uses), tuple(faults))


def _open_line(match: re.Match[str], text: str) -> Iterator[PortUse]:
    """Yield the use of a line that a template has still to fill in; no rule judges its entry."""
    if not match["port"]:
        return
    name, span = Span(*match.span("name")), Span(*match.span("port"))
    known = None if MASK in match["port"] else number_of(match["port"])
    port = PortRange(span, known, known, is_variable=MASK in match["port"])
    protocol = "" if MASK in match["protocol"] else match["protocol"]
    nothing = Span(span.end, span.end)
    entry = Entry(name.of(text), None, protocol, (), name, Span(*match.span("protocol")), nothing)
    whole = Span(name.start, match.end("protocol"))
    yield PortUse(
        "defines",
        whole,
        port,
        _transport(protocol),
        owner=entry.name,
        name=entry.name,
        detail=entry,
    )


def _usual_line(match: re.Match[str]) -> PortUse | None:
    """Return the use of a line that has nothing unusual about it, as nearly all have.

    It says the same as `_read_line` in a third of the time: IANA's file has 12,000 lines.
    """
    name, port, slashes, protocol, rest = match.groups()
    if slashes != "/" or protocol not in TRANSPORTS or not _USUAL_PORT.match(port):
        return None
    number = int(port)
    if number > HIGHEST_PORT:
        return None
    (start, name_end), (port_start, port_end) = match.span(1), match.span(2)
    protocol_start, end = match.span(4)
    aliases: tuple[str, ...] = ()
    aliases_span = Span(end, end)
    if rest:
        aliases = tuple(split_blanks(rest))
        first = match.start(5)
        end = first + len(rest.rstrip(_BLANK))
        aliases_span = Span(first, end)
    entry = Entry(
        name,
        number,
        protocol,
        aliases,
        Span(start, name_end),
        Span(protocol_start, match.end(4)),
        aliases_span,
    )
    range_ = PortRange(Span(port_start, port_end), number, number)
    return PortUse("defines", Span(start, end), range_, protocol, None, name, None, name, entry)


def _read_line(match: re.Match[str]) -> PortUse:
    name, port, slashes, protocol, rest = match.groups()
    swapped = _SWAPPED.match(name)
    if swapped and not slashes and number_of(port) is None:
        return _swapped(match, swapped)
    aliases = tuple(split_blanks(rest)) if rest else ()
    start = match.start("aliases")
    aliases_span = Span(start, start + len(rest.rstrip(_BLANK)))
    number = number_of(port)
    if number is not None and not slashes and match.end("port") < _content_end(match):
        number = None  # blanks or words where the slash must stand: the library skips the line
    entry = Entry(
        name,
        number,
        protocol,
        aliases,
        Span(*match.span("name")),
        Span(*match.span("protocol")),
        aliases_span,
    )
    end = aliases_span.end if aliases else match.end("protocol")
    if not (port or slashes or protocol or aliases):
        end = match.start("port")
    return PortUse(
        "defines",
        Span(match.start("name"), end),
        _port(match, number),
        transport=_transport(protocol),
        owner=name,
        name=name,
        detail=entry,
    )


def _content_end(match: re.Match[str]) -> int:
    """Return where the C library's line ends: at the comment, a NUL or the line break."""
    return match.end("aliases")


def _port(match: re.Match[str], number: int | None) -> PortRange:
    text = match["port"]
    if not text:
        # still to be typed: `name `, where the last blank of the line ends
        at = match.start("port")
        return PortRange(Span(at, at), None, None)
    span = Span(*match.span("port"))
    if number is None and is_number(text) and len(text) <= 5:
        number = number_of(text)  # a line that is skipped for another reason
    is_too_high = is_number(text) and to_number(text) > HIGHEST_PORT
    return PortRange(span, None, None) if is_too_high else PortRange(span, number, number)


def _transport(protocol: str) -> str:
    lower = protocol.lower()
    return lower if lower in TRANSPORTS else protocol or "tcp"


def _swapped(match: re.Match[str], swapped: re.Match[str]) -> PortUse:
    """Return the use of `1025/tcp name`, which the C library skips."""
    start = match.start("name")
    number = number_of(swapped[1])
    port = PortRange(Span(start, start + len(swapped[1])), number, number)
    name = Span(*match.span("port"))
    protocol = Span(start + swapped.start(2), start + len(swapped[0]))
    entry = Entry(match["port"], None, swapped[2], (), name, protocol, Span(name.end, name.end))
    span = Span(start, max(name.end, protocol.end))
    return PortUse(
        "defines",
        span,
        port,
        _transport(swapped[2]),
        owner=entry.name,
        name=entry.name,
        detail=entry,
    )
