"""Variables of the environment, which Caddy fills in before it looks at anything else.

Source: Caddy's documentation, "Caddyfile Concepts" (Environment variables): `{$NAME}` becomes the
value of the variable, or nothing where it is not set; `{$NAME:default}` has a default.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from portlens.formats._template import MASK
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re


class Environment(NamedTuple):
    """What Caddy is started with: the values by name, empty where only the name is known.

    `is_open`: it may have any other variable as well.
    """

    values: Mapping[str, str] = {}
    is_open: bool = False

    def value(self, name: str, default: str | None) -> str | None:
        """Return what a variable is worth; None where nobody knows it."""
        if name in self.values:
            return self.values[name] or None
        return None if self.is_open else default

    def leaves_default(self, text: str) -> bool:
        """Tell whether `text`, that of an address, has a variable whose default counts."""
        return any(
            match[2] is not None and match[1] not in self.values and not self.is_open
            for match in _variables(text)
        )


NOTHING = Environment()


class Hole(NamedTuple):
    """A variable: from `start` to `end` in the text that is filled in, at `span` in the file."""

    start: int
    end: int
    span: Span


class Filled:
    """A text with the values of its variables; what nobody knows is masked."""

    def __init__(self, text: str, holes: tuple[Hole, ...] = ()) -> None:
        self.text = text
        self._holes = holes
        self._starts = [hole.start for hole in holes]
        self._ends = [hole.end for hole in holes]

    def original(self, start: int, end: int) -> Span:
        """Return where in the file the characters from `start` to `end` are written.

        Of a variable that is all of it, whatever part of its value is meant.
        """
        if not self._holes:
            return Span(start, end)
        begin, stop = self._place(start, is_end=False), self._place(end, is_end=True)
        return Span(begin, stop if end > start else max(begin, stop))

    def is_variable(self, start: int, end: int) -> bool:
        """Tell whether any of these characters are a variable's."""
        index = bisect_right(self._ends, start)
        return index < len(self._holes) and self._holes[index].start < end

    def _place(self, offset: int, *, is_end: bool) -> int:
        index = bisect_right(self._starts, offset - 1 if is_end else offset) - 1
        if index < 0:
            return offset
        hole = self._holes[index]
        is_inside = offset <= hole.end if is_end else offset < hole.end
        if is_inside:
            return hole.span.end if is_end else hole.span.start
        return offset - hole.end + hole.span.end


_VARIABLE = regex(r"\{\$([^}:]*)(:[^}]*)?\}")


def _variables(text: str) -> Iterator["re.Match[str]"]:
    # Behind the last brace nothing ends, and every search would look through all of it.
    return _VARIABLE.finditer(text, 0, text.rfind("}") + 1)


def filled(text: str, environment: Environment = NOTHING) -> Filled:
    """Return `text` with its variables filled in."""
    if "{$" not in text:
        return Filled(text)
    found: list[str] = []
    holes: list[Hole] = []
    length = at = 0
    for match in _variables(text):
        if not match[1] and match[2] is None:
            continue  # `{$}` stays
        before = text[at : match.start()]
        default = None if match[2] is None else match[2][1:]
        value = environment.value(match[1], default)
        value = MASK if value is None else value
        found += (before, value)
        length += len(before)
        holes.append(Hole(length, length + len(value), Span(*match.span())))
        length += len(value)
        at = match.end()
    found.append(text[at:])
    return Filled("".join(found), tuple(holes))
