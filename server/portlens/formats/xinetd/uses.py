"""The ports that a service of xinetd's has: the one it listens on, and where it passes on to."""

from collections.abc import Iterator, Mapping

from portlens.formats._template import MASK
from portlens.formats.xinetd.entry import Attribute, Entry, Section, Word, lower
from portlens.formats.xinetd.host import read_host
from portlens.formats.xinetd.protocols import UDP
from portlens.formats.xinetd.values import number_of
from portlens.model.address import Address
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.text.typed import Literal

_Lines = Mapping[str, Attribute]
_ELSEWHERE = frozenset({"rpc", "tcpmux", "tcpmuxplus"})  # who listens there is another


def uses_of(section: Section, text: str, bound: tuple[Address, ...] | None) -> list[PortUse]:
    """Return the ports of a service, of one that is disabled as well.

    `bound` are the addresses on which xinetd listens for it; none where it does not.
    """
    lines: dict[str, Attribute] = {}
    for line in pausing(section.lines):
        if isinstance(line, Attribute) and line.operator == "=":
            lines.setdefault(line.name.text, line)
    owner = (_word(lines, "id") or section.name).text.rstrip("\r").replace(MASK, "")
    found = [*_listening(section, lines, text, owner, bound)]
    found += _connecting(section, lines, text, owner)
    return sorted(found, key=lambda use: use.span)


def _listening(
    section: Section, lines: _Lines, text: str, owner: str, bound: tuple[Address, ...] | None
) -> Iterator[PortUse]:
    line = lines.get("port")
    types = lines.get("type")
    kinds = {lower(word.text) for word in types.values} if types is not None else set()
    if line is not None and len(line.values) < 2:
        port, span = _port_of(line, text)
    elif kinds & {"unlisted", *_ELSEWHERE}:
        return
    else:
        port, span = _named(section, lines), section.header
    host = _word(lines, "bind") or _word(lines, "interface")
    read = read_host(host.text) if host is not None and MASK not in host.text else None
    does: Literal["starts", "answers", "passes-on"] = "starts"
    if "redirect" in lines:
        does = "passes-on"
    elif "internal" in kinds:
        does = "answers"
    yield PortUse(
        "listens",
        span,
        port,
        _transport(lines),
        read.address if read is not None else None,
        owner,
        detail=Entry(section.header, does, _server(lines)),
        bound=bound,
    )


def _port_of(line: Attribute, text: str) -> tuple[PortRange | None, Span]:
    """Return the port of a line `port = …`, None for one that the system picks, and its place."""
    if not line.values:
        at = _behind_blanks(text, line.at.end)
        return PortRange(Span(at, at), None, None), Span(line.name.span.start, at)
    word = line.values[0]
    if MASK in word.text:
        return PortRange(word.span, None, None, is_variable=True), line.span
    number = number_of(word.text)
    if number == 0:
        return None, line.span
    is_port = number is not None and 0 < number <= HIGHEST_PORT
    return PortRange(word.span, *(number, number) if is_port else (None, None)), line.span


def _named(section: Section, lines: _Lines) -> PortRange:
    """Return the port that the service has by its name; a return at its end is none of it."""
    text = section.name.text.rstrip("\r")
    name = Word(text, section.name.span._replace(end=section.name.span.start + len(text)))
    if MASK in name.text:
        return PortRange(name.span, None, None, is_variable=True)
    return _by_name(name, _transport(lines))


def _by_name(name: Word, transport: str) -> PortRange:
    from portlens.catalogue.load import catalogue

    number = catalogue().port_of(name.text, transport)
    return PortRange(name.span, number, number, name=name.text)


def _connecting(section: Section, lines: _Lines, text: str, owner: str) -> Iterator[PortUse]:
    """Yield the port to which xinetd passes on what comes in."""
    line = lines.get("redirect")
    if line is None or not line.values or len(line.values) > 2:
        return
    host = line.values[0]
    span = line.span
    if len(line.values) == 1:
        at = _behind_blanks(text, host.span.end)
        if at == host.span.end:
            return
        port, span = PortRange(Span(at, at), None, None), Span(span.start, at)
    else:
        port = _other_end(line.values[1])
    read = read_host(host.text) if MASK not in host.text else None
    address = read.address if read is not None else None
    entry = Entry(section.header, "is-passed-to", host=host.span)
    yield PortUse("connects", span, port, "tcp", address, owner, detail=entry)


def _other_end(word: Word) -> PortRange:
    if MASK in word.text:
        return PortRange(word.span, None, None, is_variable=True)
    number = number_of(word.text)
    if number is None:
        return _by_name(word, "tcp")
    return PortRange(word.span, *(number, number) if 0 < number <= HIGHEST_PORT else (None, None))


def _behind_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _transport(lines: _Lines) -> str:
    kind, protocol = _word(lines, "socket_type"), _word(lines, "protocol")
    if kind is not None:
        return "udp" if lower(kind.text) == "dgram" else "tcp"
    return "udp" if protocol is not None and protocol.text in UDP else "tcp"


def _server(lines: _Lines) -> str:
    """Return the name of the program that xinetd starts; behind tcpd stands what that starts."""
    word = _word(lines, "server")
    name = word.text.rpartition("/")[2] if word is not None else ""
    arguments = lines.get("server_args")
    if name == "tcpd" and arguments is not None and arguments.values:
        name = arguments.values[0].text.rpartition("/")[2]
    return name.replace(MASK, "")


def _word(lines: _Lines, name: str) -> Word | None:
    line = lines.get(name)
    return line.values[0] if line is not None and line.values else None
