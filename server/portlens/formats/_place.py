"""Where the characters of a scalar stand, once its variables were replaced."""

from collections.abc import Mapping

from portlens.formats._interpolation import UNKNOWN, Expanded, expand
from portlens.formats._template import masked
from portlens.formats._yaml.nodes import Scalar
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span


class Surroundings(NamedTuple):
    """What an entry is read in: its text, and what variables are worth there.

    `known` are the port uses of entries that were read before, by where an entry begins, if these
    were read without a fault.
    """

    text: str
    environment: Mapping[str, str] | None = None
    unknown: str = UNKNOWN
    known: Mapping[int, PortUse] = {}


class Place(NamedTuple):
    """A scalar after its variables were replaced, and its place in the text."""

    scalar: Scalar
    expanded: Expanded
    content: Span | None  # None: the value is not written character by character

    @property
    def span(self) -> Span:
        """The scalar without its quotes."""
        return self.content or self.scalar.span

    def of(self, start: int, end: int) -> Span:
        """Return where `expanded.text[start:end]` stands; the whole scalar if nobody can tell."""
        if self.content is None:
            return self.scalar.span
        return self.expanded.source(start, end).shifted(self.content.start)

    def port(self, start: int, end: int, first: int | None, last: int | None) -> PortRange:
        """Return the ports `first` to `last` that stand at `expanded.text[start:end]`."""
        return PortRange(
            self.of(start, end),
            first,
            last,
            is_variable=self.expanded.is_variable(start, end),
        )


def place_of(scalar: Scalar, around: Surroundings) -> Place:
    """Return `scalar` with its variables replaced."""
    expanded = expand(scalar.value, around.environment, around.unknown)
    return Place(scalar, expanded, scalar.place(around.text))


def masked_place(scalar: Scalar, text: str) -> Place:
    """Return `scalar` where nothing but placeholders of templates stands for other text."""
    value = masked(scalar.value)
    runs = _RUNS.finditer(value) if value != scalar.value else ()
    pieces = ((run.start(), Span(*run.span()), run[0].startswith(UNKNOWN)) for run in runs)
    return Place(scalar, Expanded(value, pieces=tuple(pieces)), scalar.place(text))


_RUNS = regex(f"{UNKNOWN}+|[^{UNKNOWN}]+")
