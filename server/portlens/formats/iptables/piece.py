"""A part of a word that is read as a port, and what the program refuses of it."""

from collections.abc import Iterator, Mapping

from portlens.formats._format import Fault
from portlens.formats.iptables.lines import Word
from portlens.formats.iptables.options import Kind
from portlens.model.port_use import PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.span import Span

Found = PortRange | Fault
_ANY = ("tcp", "udp", "sctp", "dccp")


class Problem(NamedTuple):
    """What is wrong: the rule, its reason, and what fills the message."""

    rule: str
    reason: str
    values: Mapping[str, object] = {}


class Piece(NamedTuple):
    """A part of a word, from `start` to `end`; `kind` says how a number is read in it."""

    word: Word
    start: int
    end: int
    kind: Kind
    transport: str

    @property
    def text(self) -> str:
        """What the program reads."""
        return self.word.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.word.part(self.start, self.end)

    @property
    def unknown(self) -> PortRange:
        """A port here whose number nobody knows."""
        return PortRange(self.span, None, None)

    def split(self, sign: str) -> Iterator["Piece"]:
        """Yield what stands between the signs."""
        start = self.start
        for text in self.text.split(sign):
            pause()
            yield self._replace(start=start, end=start + len(text))
            start += len(text) + len(sign)

    def fault(self, problem: Problem) -> Fault:
        """Return what is wrong with it."""
        return Fault(problem.rule, self.span, problem.reason, problem.values)

    def refused(self, problem: Problem) -> Iterator[Found]:
        """Yield that a port is meant here, and what is wrong with it."""
        yield self.unknown
        yield self.fault(problem)


def number_of(name: str, transport: str) -> int | None:
    """Return the port of a service; of another transport, where its own has none."""
    from portlens.catalogue.load import catalogue

    numbers = (catalogue().port_of(name, each) for each in (transport, *_ANY))
    return next((number for number in numbers if number is not None), None)
