"""The lines of inetd.conf, and the words of an entry, which may go on over several of them.

Source: openbsd-inetd 0.20221205, nextline() and skip() in inetd.c.
"""

from collections.abc import Iterator, Sequence

from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

_MOST = 1023  # bytes that fgets(3) takes at once, of which the line feed is one
_LINE = regex(r"([^\n]*)(\n|\Z)")
_WORD = regex(r"[ \t]*([^ \t]*)")


def lines_of(text: str) -> list[Span]:
    """Return the lines as inetd gets them; the rest of a long one is a line of its own."""
    found: list[Span] = []
    for match in _LINE.finditer(text):
        pause()
        start, end = match.span(1)
        while start < len(text):
            cut = _cut(text, start, match.end())
            found.append(_seen(text, start, min(cut, end)))
            start = cut
            if start >= match.end():
                break
    return found


def _cut(text: str, start: int, end: int) -> int:
    """Return where the first piece of the line from `start` to `end`, its line feed too, ends."""
    if end - start <= _MOST // 4:
        return end
    piece = text[start : min(end, start + _MOST)]
    if piece.isascii():
        return start + len(piece)
    size = 0
    for index, sign in enumerate(piece):
        size += len(sign.encode("utf-8", "surrogatepass"))
        if size > _MOST:
            return start + index
    return start + len(piece)


def _seen(text: str, start: int, end: int) -> Span:
    """Return what C sees of a line: all before a NUL."""
    nul = text.find("\0", start, end)
    return Span(start, end if nul < 0 else nul)


class Words:
    """The words from the line `first` on; lines that begin with a blank, from `following` on, too.

    `following` is the next line that nobody has read, `end` where the last word so far ends.
    """

    def __init__(self, text: str, lines: Sequence[Span], first: int, following: int) -> None:
        self.following = following
        self.end = lines[first].start  # of the last word
        self._text = text
        self._lines = lines
        self._at, self._end = lines[first]
        self._is_over = False

    def next(self) -> Span | None:
        """Return where the next word stands; None where the entry is over."""
        while not self._is_over:
            pause()
            match = _WORD.match(self._text, self._at, self._end)
            if match is not None and match[1]:
                self._at = self.end = match.end()
                return Span(*match.span(1))
            if not self._goes_on():
                self._is_over = True
                break
            self._at, self._end = self._lines[self.following]
            self.following += 1
        return None

    def _goes_on(self) -> bool:
        if self.following >= len(self._lines):
            return False
        start = self._lines[self.following].start
        return self._text[start : start + 1] in (" ", "\t")


def statements(text: str) -> list[list[str]]:
    """Return the words of each entry: what inetd reads of `text`."""
    return [[word.of(text) for word in words] for words in _entries(text)]


def _entries(text: str) -> Iterator[list[Span]]:
    lines = lines_of(text)
    index = 0
    while index < len(lines):
        pause()
        if is_comment(text, lines[index]):
            index += 1
            continue
        words = Words(text, lines, index, index + 1)
        found = list(iter(words.next, None))
        index = words.following
        if found:
            yield found


def is_comment(text: str, line: Span) -> bool:
    """Tell whether an entry cannot begin on `line`: the first character of all is `#`."""
    return text.startswith("#", line.start) and line.start < line.end
