"""Lines of a HAProxy configuration as words, each with the places of its characters.

Source: HAProxy's management guide and configuration manual, section 2.2 ("Quoting and escaping"),
and what `haproxy -c` of 2.6 makes of such words.
"""

from collections.abc import Iterator, Mapping

from portlens.formats._template import MASK
from portlens.formats.haproxy.environment import set_variables, value_at
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span


class Word(NamedTuple):
    """A word without its quotes; what the environment fills in is masked where nobody knows it.

    `places` says where each character stands; without it they stand side by side from the
    beginning of `span`. `filled` has the spans of variables, by the places of their values.
    """

    text: str
    span: Span
    places: tuple[int, ...] | None = None
    filled: Mapping[int, int] = {}

    def part(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` stand in the file."""
        places = self.places
        if places is None:
            return Span(self.span.start + start, self.span.start + end)
        if end > start:
            return Span(places[start], self._behind(places[end - 1]))
        # Nothing: it stands behind what is before it, wherever the next one is.
        if start:
            place = self._behind(places[start - 1])
        else:
            place = places[0] if places else self.span.start + 1
        return Span(place, place)

    def is_filled(self, start: int, end: int) -> bool:
        """Tell whether a part of `text[start:end]` is the value of a variable."""
        places = self.places[start:end] if self.places and self.filled else ()
        return any(place in self.filled for place in places)

    def _behind(self, place: int) -> int:
        return self.filled.get(place, place + 1)


class Line(NamedTuple):
    """A line with its words; `is_conditional`: an `.if` decides whether HAProxy reads it."""

    words: tuple[Word, ...]
    end: int  # where its text ends, without a comment and the blanks before it
    is_conditional: bool = False

    @property
    def keyword(self) -> str:
        """The first word, which says what the others are."""
        return self.words[0].text

    def after(self, index: int) -> Span:
        """Return where the word `index`, which is missing, would be typed."""
        before = self.words[index - 1].span.end
        place = min(before + 1, max(self.end, before))
        return Span(place, place)


def lines(text: str, written: str = "", values: Mapping[str, str] = {}) -> Iterator[Line]:
    """Yield the lines that have a word. Only a line feed ends one; a return is a blank.

    `written` is the text before its placeholders were masked. `values` are those of the variables
    that HAProxy is started with; `setenv` sets more.
    """
    known = dict(values)
    depth = 0
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        words = tuple(_words(text, start, end, known, written))
        if words and words[0].text.startswith("."):
            depth = max(0, depth + _DEPTH.get(words[0].text, 0))
        elif words:
            if words[0].text.endswith("env"):
                set_variables(known, [word.text for word in words], is_certain=not depth)
            yield Line(words, _text_end(text, words[-1].span.end, end), depth > 0)
        start = end + 1


_DEPTH = {".if": 1, ".endif": -1}
# Blanks are those of C's isspace(). A comment begins anywhere outside of quotes.
_PLAIN = regex(r"[ \t\r\v\f]*([^ \t\r\v\f\n\"'\\#]+)(?=[ \t\r\v\f\n#]|\Z)")
_BLANKS = regex(r"[ \t\r\v\f]*")
_VARIABLE = regex(r"\$(?:[A-Za-z_]\w*|\{[^{}\n]*\})")
# Before any other character a backslash is one like others.
_ESCAPE = regex(r"\\(x[0-9A-Fa-f]{2}|[ \\#\"'$nrt])")
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}


def _words(
    text: str, position: int, end: int, known: Mapping[str, str], written: str
) -> Iterator[Word]:
    if not known or "$" not in written[position:end]:
        written = ""
    while position < end:
        match = _PLAIN.match(text, position, end)
        if match is not None and not (written and "$" in written[match.start(1) : match.end(1)]):
            yield Word(match[1], Span(*match.span(1)))
            position = match.end()
            continue
        found = _BLANKS.match(text, position, end)
        position = found.end() if found else position
        if position >= end or text[position] == "#":
            return
        word = _quoted(text, position, end, known, written)
        yield word
        position = word.span.end


def _quoted(text: str, start: int, end: int, known: Mapping[str, str], written: str) -> Word:
    """Read a word with quotes, backslashes or known variables in it.

    A quote that stays open ends with the line.
    """
    found: list[str] = []
    places: list[int] = []
    filled: dict[int, int] = {}
    quote = ""
    position = start
    while position < end:
        character = text[position]
        value = value_at(written, position, end, known) if written else None
        if value is not None:
            found.append(value.text)
            places += [position] * len(value.text)
            filled[position] = value.end
            position = value.end - 1
        elif character == quote:
            quote = ""
        elif not quote and character in "\"'":
            quote = character
        elif not quote and character in " \t\r\v\f#":
            break
        elif quote != "'" and (escape := _ESCAPE.match(text, position, end)):
            code = escape[1]
            found.append(chr(to_number(code[1:], 16)) if len(code) > 1 else _MEANT.get(code, code))
            places.append(position)
            position = escape.end() - 1
        elif character == "$" and quote == '"' and (match := _VARIABLE.match(text, position, end)):
            found += MASK * len(match[0])
            places += range(position, match.end())
            position = match.end() - 1
        else:
            found.append(character)
            places.append(position)
        position += 1
    return Word("".join(found), Span(start, position), tuple(places), filled)


def _text_end(text: str, start: int, end: int) -> int:
    """Return where a line ends that is being typed: behind blanks, before a comment."""
    found = _BLANKS.match(text, start, end)
    return found.end() if found else start
