"""The lines of a file for iptables-restore, and their words.

Source: iptables 1.8.9, iptables-restore.c and add_param_to_argv() in xshared.c, asked of each kind
of word. A line ends with a line feed and with nothing else, and is parted at blanks and tabs. A
quote may begin in the middle of a word and ends it; a backslash counts between quotes alone.
"""

import re
from collections.abc import Iterator, Sequence

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

_LINE = regex(r"[^\n]+")
_WORD = regex(
    r"""(?P<gap>[ \t]+)
    | (?P<plain>[^ \t"]+)(?=[ \t]|\Z)
    | "(?P<quoted>[^"\\]*)"
    | (?P<odd>[\s\S])""",
    re.VERBOSE,
)
_COUNTERS = regex(r"[ \t]*\[[0-9]*:[0-9]*\]")
_MOST = 10239  # bytes that fgets(3) takes at once; what is longer is no line any more


class Word(NamedTuple):
    """`text` is what the program reads at `span`, which leaves out the quotes around all of it.

    `places` has where each character of `text` stands, where these are not one behind the other.
    """

    text: str
    span: Span
    places: Sequence[int] = ()

    def part(self, start: int, end: int) -> Span:
        """Return where a part of `text` stands."""
        if not self.places:
            return Span(self.span.start + start, self.span.start + end)
        first = self.places[start] if start < len(self.places) else self.span.end
        return Span(first, self.places[end - 1] + 1 if end > start else first)


class Line(NamedTuple):
    """What stands on one line: `kind` is its first character, empty for a rule.

    `returns` is where the carriage return of its end stands, where it has one.
    """

    kind: str
    words: Sequence[Word]
    returns: int | None = None


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that are no comments; a carriage return at the end is no part of a word."""
    for match in _LINE.finditer(text):
        pause()
        start, end = match.span()
        kind = text[start]
        if kind == "#" or end - start > _MOST:
            continue
        returns = None
        if text[end - 1] == "\r" and end < len(text):
            end = returns = end - 1
        if kind not in "*:":
            kind = ""
            counters = _COUNTERS.match(text, start, end)
            start = counters.end() if counters else start
        else:
            start += 1
        nul = text.find("\0", start, end)
        yield Line(kind, _words(text, start, end if nul < 0 else nul), returns)


def statements(text: str) -> list[tuple[str, list[str]]]:
    """Return what iptables-restore reads of `text`: all but the comments."""
    return [(line.kind, [word.text for word in line.words]) for line in lines_of(text)]


def _words(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    while start < end:
        match = _WORD.match(text, start, end)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            break
        start = match.end()
        if kind == "odd":
            pause()
            word, start = _odd(text, match.start(), end)
            found.append(word)
        elif kind != "gap":
            found.append(Word(match[kind], Span(*match.span(kind))))
    return found


def _odd(text: str, start: int, end: int) -> tuple[Word, int]:
    """Return the word from `start` on, in which a quote or a backslash stands, and its end."""
    places: list[int] = []
    is_quoted = False
    at = start
    while at < end:
        pause()
        sign = text[at]
        at += 1
        if sign == '"':
            if is_quoted:
                break
            is_quoted = True
        elif is_quoted and sign == "\\":
            if at < end:
                places.append(at)
            at += 1
        elif not is_quoted and sign in " \t":
            at -= 1
            break
        else:
            places.append(at - 1)
    at = min(at, end)
    return Word("".join(text[place] for place in places), Span(start, at), places), at
