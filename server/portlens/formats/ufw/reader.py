"""An application profile of ufw to port uses.

Source: ufw 0.36.2, applications.py (verify_profile), common.py (UFWRule.set_port) and Python's
RawConfigParser, by which it reads the file.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault, Reading
from portlens.formats._template import has_placeholder
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

TRANSPORTS = ("tcp", "udp")
_ANY = "any"
_MOST = 15  # ports in one rule of iptables, a range counting twice
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SECTION = regex(r"\[(.+)\]")
_OPTION = regex(r"([^=:\s][^=:]*?)[ \t]*[=:][ \t]*(.*?)[ \t]*\Z")
_NAME = regex(r"\w[\w-]+")
_RANGE = regex(r"([0-9]+)([:-])([0-9]+)")


class Line(NamedTuple):
    """An option of a profile: its key in small letters, and where its value stands."""

    profile: str
    key: str
    value: Span
    goes_on: bool = False  # with the lines below


class Entry(NamedTuple):
    """A port use beyond its port; `is_any`: of whatever transport."""

    is_any: bool


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Return the ports of all profiles in a file, whatever state its text is in."""
    uses: list[PortUse] = []
    faults: list[Fault] = []
    for line in _options(text):
        pause()
        if line.key != "ports" or line.goes_on or has_placeholder(line.value.of(text)):
            continue
        for found in _ports(line, text):
            (uses if isinstance(found, PortUse) else faults).append(found)  # type: ignore[arg-type]
    return Reading(tuple(uses), tuple(faults))


def statements(text: str) -> object:
    """Return what ufw reads of `text`: all but the comments."""
    return [(line.profile, line.key, line.value.of(text)) for line in _options(text)]


def _options(text: str) -> list[Line]:
    found: list[Line] = []
    profile = ""
    for match in _LINE.finditer(text):
        pause()
        written = match[0].rstrip("\r\n")
        stripped = written.strip(" \t")
        if not stripped or stripped[0] in "#;":
            continue
        if written[0] in " \t" and found and found[-1].profile == profile:
            found[-1] = found[-1]._replace(goes_on=True)
        elif section := _SECTION.match(stripped):
            profile = section[1]
        elif option := _OPTION.fullmatch(written):
            value = Span(*option.span(2)).shifted(match.start())
            found.append(Line(profile, option[1].lower(), value))
    return found


def _ports(line: Line, text: str) -> Iterator[PortUse | Fault]:
    start, end = line.value
    if start == end:
        yield PortUse("permits", line.value, PortRange(line.value, None, None), owner=line.profile)
        yield Fault("missing-port", line.value, "ufw")
        return
    for item in line.value.of(text).split("|"):
        yield from _rule(Span(start, start + len(item)), text, line.profile)
        start += len(item) + 1


def _rule(span: Span, text: str, owner: str) -> Iterator[PortUse | Fault]:
    """Read `80,443/tcp`."""
    ports, slash, transport = span.of(text).partition("/")
    after = Span(span.start + len(ports) + 1, span.end)
    is_any = transport == _ANY or not slash
    if slash and not is_any and transport not in TRANSPORTS:
        yield Fault("invalid-transport", after if transport else span, "ufw")
        transport = ""
    elif is_any and ("," in ports or ":" in ports):
        yield Fault("invalid-transport", span, "ufw-needed")
    if ports.count(",") + ports.count(":") >= _MOST:
        yield Fault("invalid-port", Span(span.start, span.start + len(ports)), "ufw-too-many")
    if ports == _ANY:
        return
    start = span.start
    for piece in ports.split(","):
        at = Span(start, start + len(piece))
        start = at.end + 1
        port, fault = _port(piece, at)
        if fault is not None:
            yield fault
        known = transport if transport in TRANSPORTS else "tcp"
        yield PortUse("permits", at, port, known, owner=owner, detail=Entry(is_any))


def _port(written: str, at: Span) -> tuple[PortRange, Fault | None]:
    unknown = PortRange(at, None, None)
    if found := _RANGE.fullmatch(written):
        first, last = to_number(found[1]), to_number(found[3])
        fault = _fault(at, first, last, found[2])
        return (unknown if fault else PortRange(at, first, last)), fault
    if is_number(written):
        number = to_number(written)
        fault = _fault(at, number, number)
        return (unknown if fault else PortRange(at, number, number)), fault
    if not written:
        return unknown, Fault("missing-port", at, "ufw")
    if written != written.strip(" \t"):
        return unknown, Fault("invalid-port", at, "blanks")
    if _NAME.fullmatch(written):
        return _named(written, at), None
    return unknown, Fault("invalid-port", at, "not-a-number")


def _fault(at: Span, first: int, last: int, sign: str = "") -> Fault | None:
    """Return what is wrong with a port, or with a range that is written with `sign`."""
    if sign == "-":
        return Fault("invalid-port-range", at, "ufw-colon")
    if max(first, last) > HIGHEST_PORT:
        return Fault("port-out-of-range", at, "highest")
    if min(first, last) < 1:
        return Fault("port-out-of-range", at, "lowest", {"lowest": 1})
    if sign and first >= last:
        return Fault("invalid-port-range", at, "ufw-one" if first == last else "reversed")
    return None


def _named(name: str, at: Span) -> PortRange:
    """Return the port of a name; one that only /etc/services may know has none yet."""
    from portlens.catalogue.load import catalogue

    number = catalogue().port_of(name, "tcp")
    return PortRange(at, number, number, name=name)
