"""The actions of a Go template, and the words in them.

Source: Go's text/template/parse (lex.go); helm 3.8.1 run on each form.
"""

from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import Literal

Kind = Literal["text", "number", "variable", "field", "word", "sign"]

_OPENING = regex(r"\{\{(?:-(?=[ \t\r\n]))?")
_COMMENT = regex(r"[ \t\r\n]*/\*")
_COMMENT_END = regex(r"\*/(?:[ \t\r\n]+-)?\}\}")
_CLOSING = regex(r"(?:(?<=[ \t\r\n])-)?\}\}")
_WHITE = frozenset(" \t\r\n")
_BLANKS = regex(r"[ \t\r\n]+")
_TOKEN = regex(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')"""
    r"|(?P<number>[-+]?[0-9][\w.]*)"
    r"|(?P<variable>\$\w*)"
    r"|(?P<field>\.\w*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign>:=|[=,|()])"
)


class Token(NamedTuple):
    """One word of an action; `is_joined`: no blank is before it."""

    kind: Kind
    text: str
    is_joined: bool


class Action(NamedTuple):
    """What stands between `{{` and `}}`, both of which its span has; a comment has no tokens.

    `trims`: it takes away blanks that stand before or behind it. `joins`: it takes away a line's
    end, and the indent of what it joins to the text before.
    """

    span: Span
    tokens: tuple[Token, ...]
    trims: bool
    joins: bool


def actions(text: str) -> Iterator[Action | None]:
    """Yield the actions of `text`, and None in the place of the first that Go does not take."""
    place = 0
    is_begun = False  # some text stands above
    while True:
        pause()
        opening = _OPENING.search(text, place)
        if opening is None:
            return
        start = opening.start()
        is_begun = is_begun or bool(text[place:start].strip(" \t\r\n"))
        comment = _COMMENT.match(text, opening.end())
        if comment is not None:
            closing = _COMMENT_END.search(text, comment.end())
            found: list[Token] | None = []
        else:
            found, place = _tokens(text, opening.end())
            closing = _CLOSING.match(text, place)
        if closing is None or found is None:
            yield None
            return
        place = closing.end()
        is_trimmed = len(opening[0]) > 2 and text[start - 1 : start] in _WHITE
        behind = _BLANKS.match(text, place) if closing[0].endswith("-}}") else None
        joins = is_begun and behind is not None and "\n" in behind[0]
        yield Action(Span(start, place), tuple(found), is_trimmed or behind is not None, joins)


def _tokens(text: str, place: int) -> tuple[list[Token] | None, int]:
    """Return the words from `place` on, and where they end; None where Go takes one for none."""
    found: list[Token] = []
    while True:
        pause()
        blanks = _BLANKS.match(text, place)
        after = blanks.end() if blanks else place
        if _CLOSING.match(text, after):
            return found, after
        token = _TOKEN.match(text, after)
        if token is None:
            return None, after
        kind: Kind = token.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        found.append(Token(kind, token[0], blanks is None and bool(found)))
        place = token.end()
