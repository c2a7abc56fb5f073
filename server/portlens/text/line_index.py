"""Offsets to lines and columns, and back."""

from array import array  # a number of a list takes five times the memory of one in here
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, count
from operator import add
from re import Match

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]

# Lines end where the Language Server Protocol says they do, and nowhere else: U+2028, U+0085
# and form feeds, at which `str.splitlines` breaks, are ordinary characters.
_LINE_END = regex(r"\r\n?|\n")


class Position(NamedTuple):
    """A place between two characters; both numbers count from 0, the column in code points."""

    line: int
    column: int


class LineIndex:
    """The line starts of one text; every question about positions in it goes through here."""

    __slots__ = ("_found", "_plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain: dict[Encoding, bool] = {"utf-32": True}
        self._found: array[int] | None = None

    @property
    def _starts(self) -> "array[int]":
        """Where the lines begin; looked for at the first question."""
        found = self._found
        if found is None:
            found = array("I", [0])
            found.extend(_line_ends(self.text))
            self._found = found
        return found

    @property
    def line_count(self) -> int:
        """The number of lines; a text that ends with a line break has an empty last line."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`; one past either end is moved to that end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, offset - self._starts[line])

    def line_span(self, line: int) -> Span:
        """Return where `line` stands, without its line break; a line past the end is empty."""
        if line >= len(self._starts):
            return Span(len(self.text), len(self.text))
        start = self._starts[max(0, line)]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def offset(self, line: int, units: int, encoding: Encoding = "utf-32") -> int:
        """Return the offset of column `units`, counted in `encoding`, of `line`.

        A column past the end of its line is the line's end, as the protocol says; one inside
        a character is that character's start.
        """
        if line < 0:
            return 0
        start, end = self.line_span(line)
        if self._counts_characters(encoding):
            return min(start + max(0, units), end)
        return start + characters(self.text[start:end], max(0, units), encoding)

    def units(self, offset: int, encoding: Encoding) -> tuple[int, int]:
        """Return the line of `offset` and its column counted in code units of `encoding`."""
        line, column = self.position(offset)
        if not column or self._counts_characters(encoding):
            return line, column
        start = self._starts[line]
        return line, _length(self.text[start : start + column], encoding)

    def units_of(self, span: Span, encoding: Encoding) -> tuple[int, int, int, int]:
        """Return what `units` says of both ends of `span`: line, column, line, column."""
        start, end = span
        line = bisect_right(self._starts, start) - 1
        begin = self._starts[line]
        following = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text) + 1
        if not 0 <= start <= end < following:
            return *self.units(start, encoding), *self.units(end, encoding)
        # Nearly every span lies in one line: it is looked up once.
        before, inside = start - begin, end - start
        if not self._counts_characters(encoding):
            text = self.text[begin:end]
            before, inside = _length(text[:before], encoding), _length(text[before:], encoding)
        return line, before, line, before + inside

    def _counts_characters(self, encoding: Encoding) -> bool:
        """Tell whether columns in `encoding` are columns in code points, all over the text.

        So they are in UTF-8 where the text is ASCII, and in UTF-16 where it has no character
        like an emoji. To encode a text once is cheaper than to look at a hundred lines.
        """
        plain = self._plain.get(encoding)
        if plain is None:
            plain = self._plain[encoding] = _length(self.text, encoding) == len(self.text)
        return plain


def _line_ends(text: str) -> Iterable[int]:
    """Return the offsets behind the line breaks of `text`."""
    if "\r" in text:
        return map(Match.end, _LINE_END.finditer(text))
    # Most texts have one kind of line break, for which there is a way of a third of the time.
    lines = text.split("\n")
    lines.pop()
    return map(add, accumulate(map(len, lines)), count(1))


def characters(line: str, units: int, encoding: Encoding) -> int:
    """Count the whole characters of `line` that fit in its first `units` code units."""
    if encoding == "utf-32" or line.isascii():
        return min(units, len(line))
    passed = 0
    for index, character in enumerate(line):
        passed += _length(character, encoding)
        if passed > units:
            return index
    return len(line)


def _length(text: str, encoding: Encoding) -> int:
    """Count the code units of `text`; a lone surrogate counts as the one character it was."""
    if text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
