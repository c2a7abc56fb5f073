"""Words of a Caddyfile, each with the place of its characters and its line.

Source: Caddy's documentation, "Caddyfile Concepts" (Structure, Tokens and quotes, Heredocs), and
what `caddy adapt` of 2.6.2 makes of such words. A return counts for nothing, a backslash takes the
line break behind it away, wherever it stands outside of quotes: in a comment too.
"""

from collections.abc import Iterator

from portlens.formats.caddyfile.variables import Filled
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import GO_BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span


class Word(NamedTuple):
    """A word without its quotes, from `start` to `end` in the text that is filled in.

    `places` says where each of its characters stands; without it they stand side by side from `at`
    on. It begins in `line` and ends in `last_line`. Words of one `origin` are of one file and of
    one import of a snippet.
    """

    text: str
    start: int
    end: int
    at: int
    line: int
    last_line: int
    filled: Filled
    is_quoted: bool = False
    places: tuple[int, ...] | None = None
    origin: int = 0

    @property
    def span(self) -> Span:
        """Where the word stands in the file, with its quotes."""
        return self.filled.original(self.start, self.end)

    def part(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` of its text stand in the file."""
        found = self.filled.original(*self._places(start, end))
        # Nothing, beside a variable whose value is nothing: the word may end before that.
        return found if end > start else Span(*[min(found.start, self.span.end)] * 2)

    def is_variable(self, start: int, end: int) -> bool:
        """Tell whether any of these characters are a variable's."""
        return self.filled.is_variable(*self._places(start, end))

    def _places(self, start: int, end: int) -> tuple[int, int]:
        if self.places is None:
            return self.at + start, self.at + end
        if end <= start:  # nothing: it stands behind what is before it, wherever the next one is
            before = self.places[start - 1] + 1 if start else self.end
            place = before if start or not self.places else self.places[0]
            return place, place
        return self.places[start], self.places[end - 1] + 1

    @property
    def after(self) -> Span:
        """Where a further word would be typed: behind a blank, if there is one."""
        is_parted = self.filled.text[self.end : self.end + 1] in (" ", "\t")
        return self.filled.original(self.end + is_parted, self.end + is_parted)

    def is_after_line_of(self, other: "Word") -> bool:
        """Tell whether the word is the first of its line, `other` standing before it."""
        return (
            self.filled is not other.filled
            or self.origin != other.origin
            or other.last_line < self.line
        )


_NO_WORD = rf"{GO_BLANKS}\\\\"
_NEXT = regex(
    rf"(?P<blank>[{GO_BLANKS}]+)|(?P<comment>\#[^\n]*)"
    rf"|(?P<quoted>\"[^\"\\]*\"|`[^`]*`)"
    rf"|(?P<plain>[^{_NO_WORD}\"`\#][^{_NO_WORD}]*)(?=[{GO_BLANKS}]|\Z)(?!\r+[^{GO_BLANKS}])"
)
_MARKER = regex(r"<<([A-Za-z0-9_-]+)\r*\n")
_BLANKS = frozenset(GO_BLANKS)
# Searches for the end of a text that has none cost the whole file each.
_MOST_OPEN = 16


def words(filled: Filled) -> Iterator[Word]:
    """Yield the words of a text in their order."""
    return _Lexer(filled).words()


class _Lexer:
    """Reads words; `escaped` is that a backslash waits for what it stands before."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.text = filled.text
        self.line = 1
        self.skipped = 0
        self.escaped = False
        self.position = 0
        self.open = 0

    def words(self) -> Iterator[Word]:
        text, length = self.text, len(self.text)
        while self.position < length:
            pause()
            match = None if self.escaped else _NEXT.match(text, self.position)
            if match is None:
                word = self._slow()
            elif match.lastgroup == "blank":
                self._breaks(match[0].count("\n"))
                self.position, word = match.end(), None
            elif match.lastgroup == "comment":
                self.escaped = "\\" in match[0]
                self.position, word = match.end(), None
            else:
                word = self._word(match.start(), match.end(), match.lastgroup == "quoted")
            if word is not None:
                yield word

    def _breaks(self, count: int) -> None:
        if count:
            self.line += count + self.skipped
            self.skipped = 0

    def _word(self, start: int, end: int, is_quoted: bool) -> Word | None:
        """Return the word whose characters stand side by side."""
        begin = self.line
        if is_quoted:
            text = self.text[start + 1 : end - 1]
            self._breaks(text.count("\n"))
            self.position = end
            return Word(text, start, end, start + 1, begin, self.line, self.filled, is_quoted=True)
        text = self.text[start:end]
        if text.startswith("<<"):
            end = self._heredoc(start, end)
            text = self.text[start:end]
            self._breaks(text.count("\n"))
        self.position = end
        return Word(text, start, end, start, begin, self.line, self.filled)

    def _heredoc(self, start: int, end: int) -> int:
        """Return where the text ends that begins with `<<EOF`: with a line of its marker."""
        marker = _MARKER.match(self.text, start)
        if marker is None or self.open >= _MOST_OPEN:
            return end
        closing = regex(rf"(?m)^[ \t]*{marker[1]}(?=[{GO_BLANKS}]|\Z)")
        found = closing.search(self.text, marker.end())
        self.open += found is None
        return found.end() if found else end

    def _slow(self) -> Word | None:
        """Take one blank, one backslash, or one word that is not written side by side."""
        character = self.text[self.position]
        if character in _BLANKS:
            if character == "\n" and self.escaped:
                self.skipped += 1
                self.escaped = False
            elif character == "\n":
                self._breaks(1)
        elif character == "#":
            end = self.text.find("\n", self.position)
            self.position = len(self.text) if end < 0 else end
            return None
        elif character == "\\" and not self.escaped:
            self.escaped = True
        elif character in '"`':
            return self._quoted(character)
        else:
            return self._plain()
        self.position += 1
        return None

    def _plain(self) -> Word:
        found: list[str] = []
        places: list[int] = []
        text, start, position = self.text, self.position, self.position
        while position < len(text):
            character = text[position]
            if character in _BLANKS and character != "\r":
                break
            if character == "\\" and not self.escaped:
                self.escaped = True
            elif character != "\r":
                if self.escaped:
                    found.append("\\")
                    places.append(max(start, position - 1))
                    self.escaped = False
                found.append(character)
                places.append(position)
            position += 1
        end = places[-1] + 1 if places else position
        self.position = position
        word = "".join(found)
        return Word(
            word, start, end, start, self.line, self.line, self.filled, places=tuple(places)
        )

    def _quoted(self, quote: str) -> Word | None:
        found: list[str] = []
        places: list[int] = []
        text, start, position = self.text, self.position, self.position + 1
        begin = self.line
        is_closed = False
        while position < len(text) and not is_closed:
            character = text[position]
            if character == "\\" and quote == '"' and not self.escaped:
                self.escaped = True
            elif character == quote and not (quote == '"' and self.escaped):
                is_closed = True
            else:
                if quote == '"' and self.escaped:
                    if character != '"':
                        found.append("\\")
                        places.append(position - 1)
                    self.escaped = False
                self._breaks(character == "\n")
                found.append(character)
                places.append(position)
            position += 1
        self.position = position
        if not is_closed and not found:
            return None
        return Word(
            "".join(found),
            start,
            position,
            start + 1,
            begin,
            self.line,
            self.filled,
            is_quoted=is_closed,
            places=tuple(places),
        )
