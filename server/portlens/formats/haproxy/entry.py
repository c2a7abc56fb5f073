"""What a line of a HAProxy configuration says of one address."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.haproxy.address import Grammar, Parsed, Problem
from portlens.formats.haproxy.options import NO_OPTIONS, Options
from portlens.formats.haproxy.sections import Section
from portlens.formats.haproxy.words import Line, Word
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span

ADDRESS_PROBLEMS = frozenset({"not-a-host", "unusable", "not-ipv4", "not-ipv6"})


class Entry(NamedTuple):
    """One address in a line: the section, the line, what the address says, and the options.

    `is_needed`: HAProxy does not start where nobody has the name. `is_open` unless its proxy is
    disabled. `protocol` is what is served there, as far as the section tells.
    """

    section: Section
    line: Line
    parsed: Parsed
    host: Span
    options: Options = NO_OPTIONS
    is_needed: bool = False
    is_open: bool = True
    protocol: str = ""

    @property
    def keyword(self) -> str:
        """What the line is: `bind`, `server`, `nameserver`, `stats` …"""
        return self.line.keyword

    @property
    def is_conditional(self) -> bool:
        """Whether an `.if` decides that HAProxy reads the line."""
        return self.line.is_conditional


class Part(NamedTuple):
    """A stretch of a word, in which an address stands: one of several in a `bind`."""

    word: Word
    start: int
    end: int

    @property
    def text(self) -> str:
        """The address itself."""
        return self.word.text[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the address stands in the file."""
        return self.word.part(self.start + start, self.start + end)

    def is_filled(self, start: int, end: int) -> bool:
        """Tell whether a part of a stretch of the address is the value of a variable."""
        return self.word.is_filled(self.start + start, self.start + end)


def whole(word: Word) -> Part:
    """Return the one address that a word is."""
    return Part(word, 0, len(word.text))


def parts(word: Word) -> Iterator[Part]:
    """Yield the addresses between the commas of a `bind`; nothing need follow the last one."""
    start = 0
    for text in word.text.split(","):
        end = start + len(text)
        if text or end < len(word.text):
            yield Part(word, start, end)
        start = end + 1


def use_of(role: Role, part: Part, grammar: Grammar, entry: Entry, owner: str) -> PortUse | None:
    """Return the port use that an address is; None where it is none of a network or a path."""
    parsed = entry.parsed
    entire = part.span(0, len(part.text))
    if not parsed.is_socket:
        if parsed.address is None:
            return None
        return PortUse(role, entire, None, address=parsed.address, owner=owner, detail=entry)
    port: PortRange | None = None
    if parsed.port is not None:
        span = part.span(*parsed.port)
        is_variable = parsed.is_variable or part.is_filled(*parsed.port)
        port = PortRange(span, parsed.first, parsed.last, is_variable=is_variable)
    elif parsed.problem is not None and parsed.problem.reason == "alone":
        # `bind 80`: to HAProxy a host, to everybody else a port without its colon.
        return PortUse(role, entire, PortRange(entire, None, None), owner=owner, detail=entry)
    elif grammar.usual is not None and parsed.problem is None:
        port = PortRange(entire, grammar.usual, grammar.usual, is_implied=True)
    address: Address | None = None if parsed.is_any else parsed.address
    return PortUse(role, entire, port, parsed.transport, address, owner=owner, detail=entry)


def empty_use(role: Role, at: Span, owner: str, transport: str = "tcp") -> PortUse:
    """Return the use that stands where an address is still to be typed."""
    return PortUse(role, at, PortRange(at, None, None), transport, owner=owner)


def fault_of(part: Part, problem: Problem, use: PortUse | None) -> Fault:
    """Return what HAProxy has against an address."""
    span = part.span(problem.start, problem.end)
    values: dict[str, object] = {}
    if problem.reason == "lowest":
        values["lowest"] = 1
    elif problem.rule == "service-name-not-allowed":
        values["port"] = problem.number
    elif problem.number is not None:
        values["number"] = problem.number
    return Fault(problem.rule, span, problem.reason, values, use)
