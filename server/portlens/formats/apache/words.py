"""Lines of an httpd configuration as words, each with the places of its characters.

Source: httpd's documentation, "Configuration Files", section "Syntax of the Configuration Files",
and what `apache2 -t` of 2.4 makes of such lines: variables are replaced before a line is split.
"""

from collections.abc import Callable, Iterator, Sequence

from portlens.formats._template import MASK
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.plain import BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span

# What a variable is worth; None: nobody knows before httpd runs.
Worth = Callable[[str], str | None]


class Line(NamedTuple):
    """A line without the blanks around it, with those that a backslash joins to it.

    `places` are where its characters stand, each from and to; without it they stand side by side
    from `start` on. `end` is behind the blanks that follow.
    """

    text: str
    start: int
    end: int
    places: tuple[Span, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` stand in the file."""
        if self.places is None:
            return Span(self.start + start, self.start + end)
        if start == end:
            at = self.places[end - 1].end if end else self.places[0].start
            return Span(at, at)
        return Span(self.places[start].start, self.places[end - 1].end)

    def variables(self) -> Iterator[tuple[str, Span]]:
        """Yield the name of each variable in the line, and where it is written."""
        if "${" in self.text:
            for match in _VARIABLE.finditer(self.text):
                yield match[1], self.span(*match.span())

    def expanded(self, worth: Worth) -> "Line":
        """Return the line with the values of its variables; what nobody knows is masked."""
        if "${" not in self.text:
            return self
        text: list[str] = []
        places: list[Span] = []
        position = 0
        for match in pausing(_VARIABLE.finditer(self.text)):
            start, end = match.span()
            text.append(self.text[position:start])
            places += (self.span(index, index + 1) for index in pausing(range(position, start)))
            value = worth(match[1])
            value = MASK * (end - start) if value is None else value
            text.append(value)
            places += [self.span(start, end)] * len(value)
            position = end
        text.append(self.text[position:])
        places += (
            self.span(index, index + 1) for index in pausing(range(position, len(self.text)))
        )
        return self._replace(text="".join(text), places=tuple(places))


_VARIABLE = regex(r"\$\{([^{}\n]+)\}")


class Word(NamedTuple):
    """A word without its quotes: which characters of its line it is made of."""

    text: str
    line: Line
    indices: Sequence[int]
    outer: tuple[int, int]

    @property
    def span(self) -> Span:
        """Where it stands in the file, with its quotes."""
        return self.line.span(*self.outer)

    def part(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` stand in the file."""
        if end > start:
            return self.line.span(self.indices[start], self.indices[end - 1] + 1)
        at = self.indices[start] if start < len(self.indices) else self._last()
        return self.line.span(at, at)

    def _last(self) -> int:
        return self.indices[-1] + 1 if self.indices else self.outer[0]


def lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something. Only a line feed ends one; a return is a blank."""
    start = 0
    while start < len(text):
        pieces: list[Span] = []
        while True:
            end = text.find("\n", start)
            is_last = end < 0
            end = len(text) if is_last else end
            stop = end - 1 if not is_last and text[end - 1 : end] == "\r" else end
            goes_on = not is_last and stop > start and text[stop - 1] == "\\"
            pieces.append(Span(start, stop - goes_on))
            start = end + 1
            if not goes_on or start >= len(text):
                break
        line = _line(text, pieces)
        if line.text and not line.text.startswith("#"):
            yield line


def _line(text: str, pieces: list[Span]) -> Line:
    whole = "".join(piece.of(text) for piece in pieces)
    content = whole.lstrip(BLANKS)
    before = len(whole) - len(content)
    content = content.rstrip(BLANKS)
    end = pieces[-1].end
    if len(pieces) == 1:
        return Line(content, pieces[0].start + before, end)
    places = [Span(at, at + 1) for piece in pieces for at in range(piece.start, piece.end)]
    kept = tuple(places[before : before + len(content)])
    return Line(content, kept[0].start if kept else pieces[0].start, end, kept)


_BLANK = regex(r"[ \t\n\v\f\r]*")
_PLAIN = regex(r"[^ \t\n\v\f\r]+")


def words(line: Line, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of a stretch of a line; a quote that stays open ends with it."""
    text = line.text
    end = len(text) if end is None else end
    while True:
        pause()
        blank = _BLANK.match(text, start, end)
        start = blank.end() if blank else start
        if start >= end:
            return
        word = _quoted(line, start, end) if text[start] in "\"'" else _bare(line, start, end)
        yield word
        start = word.outer[1]


def _bare(line: Line, start: int, end: int) -> Word:
    match = _PLAIN.match(line.text, start, end)
    stop = match.end() if match else end
    return _word(line, range(start, stop), (start, stop), "")


def _quoted(line: Line, start: int, end: int) -> Word:
    text, quote = line.text, line.text[start]
    stop = start + 1
    while stop < end and text[stop] != quote:
        pause()
        is_escape = text[stop] == "\\" and text[stop + 1 : stop + 2] in (quote, "\\")
        stop += 2 if is_escape and stop + 1 < end else 1
    return _word(line, range(start + 1, min(stop, end)), (start, min(stop + 1, end)), quote)


def _word(line: Line, every: range, outer: tuple[int, int], quote: str) -> Word:
    text = line.text
    if "\\" not in text[every.start : every.stop]:
        return Word(text[every.start : every.stop], line, every, outer)
    indices: list[int] = []
    index = every.start
    while index < every.stop:
        pause()
        following = text[index + 1] if index + 1 < every.stop else ""
        if text[index] == "\\" and following and following in (quote, "\\"):
            index += 1
        indices.append(index)
        index += 1
    return Word("".join(text[index] for index in indices), line, indices, outer)
