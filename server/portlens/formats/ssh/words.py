"""Words as OpenSSH splits a line into them.

Source: `strdelim` and `argv_split` in OpenSSH's misc.c, and their verdicts on generated lines.
"""

from collections.abc import Sequence

from portlens.formats._template import TAG, TAG_BEGINS
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

# One word without quotes, backslashes or templates: nearly all of them.
_PLAIN = regex(r"([^ \t\"'\\{<]+)(?:[ \t]+|\Z)")
_PIECE = regex(r"[^ \t\"'\\{<\[%]+")
_BLANKS = regex(r"[ \t]*")
# What stands between the brackets of a template may hold blanks and is one word.
_TAG = regex(TAG)
_TAG_BEGINS = regex(TAG_BEGINS)


class Word(NamedTuple):
    """One word: its value without quotes, and where each character of the value stands.

    `span` covers the word as written, quotes included. `places` has one offset for each
    character of `text` and one for its end.
    """

    text: str
    span: Span
    places: Sequence[int]

    def part(self, start: int, end: int) -> Span:
        """Return where the characters `start` to `end` of the value stand."""
        if start >= end:
            return Span(self.places[start], self.places[start])
        return Span(self.places[start], self.places[end - 1] + 1)

    @property
    def inside(self) -> Span:
        """Where the value stands, without the quotes around it."""
        return self.part(0, len(self.text))


def plain_word(text: str, start: int) -> Word:
    """Return a word that stands at `start` exactly as its value."""
    end = start + len(text)
    return Word(text, Span(start, end), range(start, end + 1))


def split_words(line: str, offset: int) -> tuple[list[Word], bool]:
    """Return the words of `line`, which stands at `offset`, and whether all quotes are closed.

    A `#` at the beginning of a word ends the line. The words before an unclosed quote are
    returned too: the line may be one that is being typed.
    """
    words: list[Word] = []
    has_tags = _TAG_BEGINS.search(line) is not None
    at = _blanks_end(line, 0)
    while at < len(line) and line[at] != "#":
        plain = None if has_tags else _PLAIN.match(line, at)
        if plain:
            words.append(plain_word(plain[1], offset + at))
            at = plain.end()
            continue
        word, at, is_closed = _quoted_word(line, at, offset)
        words.append(word)
        if not is_closed:
            return words, False
        at = _blanks_end(line, at)
    return words, True


def _blanks_end(line: str, at: int) -> int:
    match = _BLANKS.match(line, at)
    return match.end() if match else at


def _quoted_word(line: str, at: int, offset: int) -> tuple[Word, int, bool]:
    """Read the word at `at` with its quotes and backslashes taken out."""
    start, quote = at, ""
    characters: list[str] = []
    places: list[int] = []
    while at < len(line):
        character = line[at]
        tag = _TAG.match(line, at) if character in "{<[%" else None
        if tag:
            stop = tag.end()
        elif character == "\\" and _is_escape(line[at + 1 : at + 2], quote):
            at += 1
            stop = at + 1
        elif not quote and character in " \t":
            break
        elif character in "\"'" and quote in ("", character):
            quote = "" if quote else character
            at += 1
            continue
        else:
            piece = None if quote else _PIECE.match(line, at)
            stop = piece.end() if piece else at + 1
        characters.append(line[at:stop])
        places.extend(range(offset + at, offset + stop))
        at = stop
    end = at - 1 if at > start and line[at - 1] in "\"'" and not quote else at
    places.append(offset + end)
    word = Word("".join(characters), Span(offset + start, offset + at), places)
    return word, at, not quote


def _is_escape(following: str, quote: str) -> bool:
    return following in ("'", '"', "\\") or (following == " " and not quote)


class Keyword(NamedTuple):
    """The first word of a line, and where the rest begins; None where nothing follows."""

    text: str
    span: Span
    rest: int | None


# `Keyword rest`, without quotes or an `=`: nearly all of them.
_SIMPLE = regex(r'([^ \t\r\n"=]+)[ \t\r\n]+(?=[^ \t\r\n=])')
_DELIMITER = regex(r'[ \t\r\n"=]')
_SPACE = regex(r"[ \t\r\n]*")


def first_token(line: str, at: int) -> Keyword | None:
    """Return the token at `at` of `line`, ended by blanks, one `=` or a quoted part.

    None: a quote is not closed, and the program takes the line for an empty one. Offsets are
    those in `line`.
    """
    simple = _SIMPLE.match(line, at)
    if simple:
        return Keyword(simple[1], Span(at, simple.end(1)), simple.end())
    match = _DELIMITER.search(line, at)
    if not match:
        return Keyword(line[at:], Span(at, len(line)), None)
    end = match.start()
    if line[end] == '"':
        closing = line.find('"', end + 1)
        if closing < 0:
            return None
        rest = _space_end(line, closing + 1)
        return Keyword(line[at:end] + line[end + 1 : closing], Span(at, closing + 1), rest)
    rest = _space_end(line, end + 1)
    if line[end] != "=" and line[rest : rest + 1] == "=":
        rest = _space_end(line, rest + 1)
    return Keyword(line[at:end], Span(at, end), rest)


def _space_end(line: str, at: int) -> int:
    match = _SPACE.match(line, at)
    return match.end() if match else at
