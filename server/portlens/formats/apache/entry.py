"""What a line of an httpd configuration says of one address, as a port use."""

from portlens.formats._format import Fault
from portlens.formats.apache.address import Parsed, Problem
from portlens.formats.apache.directive import Directive
from portlens.formats.apache.words import Word
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Entry(NamedTuple):
    """One address in a line: what it says, and where its host stands.

    `host` is empty where none is written. `scheme` is that of a URL. `is_told`: httpd only rewrites
    such an address in answers, and connects nowhere. `protocol` is what is spoken on the port,
    where the line itself says it.
    """

    directive: Directive
    parsed: Parsed
    host: Span
    scheme: str = ""
    protocol: str = ""
    is_told: bool = False

    @property
    def keyword(self) -> str:
        """What the line is, in small letters: `listen`, `<virtualhost`, `proxypass` …"""
        return self.directive.name

    @property
    def is_own_port(self) -> bool:
        """Whether another line opens the port: a virtual host answers on sockets of httpd's."""
        return self.directive.name == "<virtualhost"

    @property
    def is_conditional(self) -> bool:
        """Whether it is open if httpd reads the line."""
        return self.directive.is_read is not True


def use_of(role: Role, word: Word, entry: Entry, implied: int | None = None) -> PortUse:
    """Return the port use that an address in `word` is."""
    parsed = entry.parsed
    start, end = parsed.host
    port: PortRange | None = None
    if parsed.port is not None:
        span = word.part(*parsed.port)
        is_variable = parsed.is_variable or is_filled(word, *parsed.port)
        port = PortRange(span, parsed.number, parsed.number, is_variable=is_variable)
        start, end = min(start, parsed.port[0]), max(end, parsed.port[1])
    elif implied is not None and end > start:
        port = PortRange(word.part(start, end), implied, implied, is_implied=True)
    elif parsed.is_wild:
        end = len(word.text)
    address = parsed.address
    owner = entry.directive.owner
    return PortUse(role, word.part(start, end), port, address=address, owner=owner, detail=entry)


def is_filled(word: Word, start: int, end: int) -> bool:
    """Tell whether any of these characters are a variable's: one that is, stands in several."""
    places = word.line.places or ()
    return any(places[at].end - places[at].start > 1 for at in word.indices[start:end] if places)


def fault_of(word: Word, problem: Problem, use: PortUse | None) -> Fault:
    """Return what httpd has against an address."""
    span = word.part(problem.start, problem.end)
    values: dict[str, object] = {}
    if problem.reason == "lowest":
        values["lowest"] = 1
    elif problem.rule == "service-name-not-allowed":
        values["port"] = problem.number
    elif problem.number is not None:
        values["number"] = problem.number
    if problem.reason == "after-host":
        if is_filled(word, problem.start, problem.end):
            return Fault(
                problem.rule, span, "keyword", values, use
            )  # what is written, not its value
        values["host"] = word.text
    return Fault(problem.rule, span, problem.reason, values, use)
