"""A word of an nginx statement as nginx gets it: without quotes, and with what is filled in.

Source: nginx's image, whose entrypoint has `envsubst` put the values of the container's own
variables into `templates/*.template`; any other `$name` is nginx's.
"""

import re
from collections.abc import Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span


class Filled(NamedTuple):
    """A stretch of a word's text that stands in the file as the variable at `span`."""

    start: int
    end: int
    span: Span


class Word(NamedTuple):
    """One argument as nginx sees it, without quotes; `span` is where its text stands."""

    text: str
    span: Span
    filled: tuple[Filled, ...] = ()

    def part(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` stands; the whole word where escapes shifted it.

        What is filled in stands where its variable does.
        """
        if self.filled:
            return Span(self._place(start).start, max(self._place(end, is_end=True)))
        if len(self.text) != self.span.end - self.span.start:
            return self.span
        return Span(self.span.start + start, self.span.start + end)

    def is_filled(self, start: int, end: int) -> bool:
        """Tell whether a part of `text[start:end]` is the value of a variable."""
        return any(each.start < end and start < each.end for each in self.filled)

    def _place(self, offset: int, *, is_end: bool = False) -> Span:
        """Return where the character at `offset` stands, or ends, as a span without width.

        Of one that is filled in, that is the whole variable.
        """
        place = self.span.start + offset
        for each in self.filled:
            if offset < each.start or (is_end and offset == each.start):
                break
            if offset < each.end or (is_end and offset == each.end):
                return each.span
            place = each.span.end + offset - each.end
        return Span(place, place)


_VARIABLE = regex(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))", re.ASCII)


def filled(word: Word, values: Mapping[str, str]) -> Word:
    """Return `word` with the values of the variables in it that have one."""
    is_as_written = len(word.text) == word.span.end - word.span.start
    if "$" not in word.text or not is_as_written:
        return word
    parts: list[str] = []
    places: list[Filled] = []
    length = position = 0
    for match in _VARIABLE.finditer(word.text):
        value = values.get(match[1] or match[2])
        if value is None:
            continue
        parts += (word.text[position : match.start()], value)
        start = length + match.start() - position
        length, position = start + len(value), match.end()
        places.append(Filled(start, length, word.part(*match.span())))
    return Word("".join((*parts, word.text[position:])), word.span, tuple(places))
