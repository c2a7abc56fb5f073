"""nginx's own syntax: words, statements and blocks, with the place of each.

Source: the rules of nginx's `ngx_conf_read_token`, tried on nginx 1.22: words end at blanks,
`;` and `{`; quotes count at the start of a word only; `#` starts a comment there; `${` opens
no block. What nginx would stop at is read on as far as it makes sense.
"""

import re
from collections.abc import Mapping

from portlens.formats._template import TAG
from portlens.formats.nginx._lua import end_of_lua_block
from portlens.formats.nginx.word import Word, filled
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span


class Directive(NamedTuple):
    """One statement: name and arguments from `start` to `stop`; `block` is what its braces hold.

    `end` is where the statement ends, its `;` or closing brace included. Offsets take the
    place of spans here since a long file has many statements and few that are looked at.
    """

    name: str
    start: int
    stop: int
    end: int
    block: "tuple[Directive, ...] | None" = None

    @property
    def head(self) -> Span:
        """Where its name and arguments stand."""
        return Span(self.start, self.stop)

    @property
    def keyword(self) -> Span:
        """Where its name stands."""
        return Span(self.start, self.start + len(self.name))


class Tree(NamedTuple):
    """A text's statements. Arguments are split only when asked for: most are of no interest.

    `values` are those of the variables that `envsubst` fills in before nginx reads the text.
    `has_strays`: a `;` ends nothing. At `refused` a word goes on behind its closing quote, at
    `unopened` stands the first brace that closes no block.
    """

    text: str
    directives: tuple[Directive, ...]
    quotes_end_with_line: bool = False
    values: Mapping[str, str] = {}
    has_strays: bool = False
    refused: int | None = None
    unopened: int | None = None

    def arguments(self, directive: Directive) -> tuple[Word, ...]:
        """Return the words after the directive's name."""
        words = self._written(directive)
        return tuple([filled(word, self.values) for word in words]) if self.values else words

    def may_say(self, directive: Directive, text: str) -> bool:
        """Tell whether a word of the statement may have `text` in it, a text without escapes."""
        return bool(self.values) or self.text.find(text, directive.start, directive.stop) >= 0

    def _written(self, directive: Directive) -> tuple[Word, ...]:
        text = self.text
        name, start, end, _, _ = directive
        if not _SPECIAL.search(text, start, end):
            words: list[Word] = []
            at = start + len(name)
            while at < end and (match := _BLANK_FREE.match(text, at, end)) is not None:
                words.append(_new(Word, (match[1], _new(Span, match.span(1)), ())))
                at = match.end()
            return tuple(words)
        scanner = _LINE_TOKEN if self.quotes_end_with_line else _TOKEN
        matches = scanner.finditer(text, start, end)
        return tuple([_word(match) for match in matches if match.lastindex == _WORD][1:])


def parse(text: str) -> Tree:
    """Return the statements of `text`.

    Where a quote is never closed, or closes in the middle of a word, one is missing somewhere;
    the text is then read again as if no quoted word went on past the end of its line.
    """
    tree, broken = _parse(text, quotes_end_with_line=False)
    if broken is None:
        return tree
    is_sure = broken.end < len(text) and "\n" not in broken.of(text)  # else who knows where it is
    tree, _ = _parse(text, quotes_end_with_line=True)
    return tree._replace(refused=broken.end) if is_sure else tree


# A tag of a template engine is part of a word, and nothing at the start of a statement.
_BARE = (
    rf"(?:{TAG}|[^ \t\r\n;{{}}\"'#\\$]|\\(?s:.)?|\$\{{?)"
    rf"(?:[^ \t\r\n;{{\\$<\[%]+|{TAG}|[<\[%]|\\(?s:.)?|\$\{{?)*"
)
_QUOTED = r""""[^"\\]*(?:\\(?s:.)[^"\\]*)*"?|'[^'\\]*(?:\\(?s:.)[^'\\]*)*'?"""
_QUOTED_IN_LINE = _QUOTED.replace(r"\\]", r"\\\r\n]").replace("(?s:.)", ".")
_TOKEN = regex(rf"[ \t\r\n]+|(#[^\n]*)|({_QUOTED}|{_BARE})|([;{{}}])")
_LINE_TOKEN = regex(rf"[ \t\r\n]+|(#[^\n]*)|({_QUOTED_IN_LINE}|{_BARE})|([;{{}}])")
_WORD, _MARK = 2, 3
# What may be no part of a word as it stands: a tag of a template begins with one of these, too. The
# set of characters comes first since that is what `re` looks for fast.
_SPECIAL = regex(r"[\"'\\#<{\[](?:(?<!\[)|(?=[%\[]))")
_BLANK_FREE = regex(r"[ \t\r\n]*([^ \t\r\n]+)")

# What nearly all lines hold: a brace that closes a block, or a statement without comments, tags or
# line breaks inside, and without quotes and escapes but for those that end where they seem to.
_IN_NAME = r"[^ \t\r\n;{}\"'\\#<$\[]"
_IN_WORDS = r"[^;{}\"'\\#\r\n<\[]"
_NO_TAG = r"\[(?![%\[])"
_CLEAR = r"\\[\w./-]|(?<=[ \t])(?:\"[^\"\\\r\n]*\"|'[^'\\\r\n]*')(?=[ \t;])"
_PLAIN = regex(
    r"[ \t\r\n]*(?:#[^\n]*\n[ \t\r\n]*)*"
    rf"(?:((?:{_IN_NAME}|{_NO_TAG}){_IN_NAME}*(?:{_NO_TAG}{_IN_NAME}*)*)"
    rf"((?:[ \t]{_IN_WORDS}*(?:(?:{_NO_TAG}|{_CLEAR}){_IN_WORDS}*)*)?)"
    r"(?<![$%])(?=[;{])|(?=\}))([;}]|\{(?![{%#]|/?(?i:tmpl_)))"
)
# So most texts end, and a short one is read before the long expressions below would be compiled.
_END = regex(r"[ \t\r\n]*\Z")
_TAGS = regex(rf"(?:[ \t\r\n]|#[^\n]*|{TAG})+")


# Statements are made without a call of their class, in half of the time.
_new = tuple.__new__

# The head of an open block, and the statements beside it.
_Block = tuple[str, int, int, list[Directive]]

# Deeper than any configuration. What is nested is freed by a recursion, of which Python bounds the
# depth on a machine's own stack and not on that of WebAssembly.
_DEEPEST = 200


def _parse(text: str, *, quotes_end_with_line: bool) -> tuple[Tree, Span | None]:
    root: list[Directive] = []
    here = root  # the statements of the innermost open block
    open_blocks: list[_Block] = []
    broken: Span | None = None
    has_strays = False
    unopened: list[int] = []
    position = 1 if text.startswith("\ufeff") else 0  # a byte order mark is no word
    plain = _PLAIN.match
    while True:
        pause()
        match = plain(text, position)
        if match is not None:
            name, mark = match.group(1, 3)
            start, position = match.start(1), match.end()
            stop = position - 1  # a brace or a `;` is all that stands behind the words
        elif _END.match(text, position):
            break
        else:
            blank = _TAGS.match(text, position)
            statement = _statement(text, blank.end() if blank else position, quotes_end_with_line)
            name, (start, stop), mark, position, damage = statement
            broken = broken or damage
            has_strays = has_strays or (mark == ";" and not name)
            if not name and not mark:
                break
        if mark == "{" and name:
            if name.endswith("_by_lua_block"):
                position = end_of_lua_block(text, position)
                here.append(Directive(name, start, stop, position, ()))
            else:
                here = _open(open_blocks, (name, start, stop, here))
            continue
        if name:
            here.append(_new(Directive, (name, start, stop, position, None)))
        if mark == "}":
            here = _close(open_blocks, here, position, unopened)
    while open_blocks:
        pause()
        here = _close(open_blocks, here, len(text), unopened)
    first = unopened[0] if unopened else None
    return Tree(text, tuple(root), quotes_end_with_line, {}, has_strays, None, first), broken


def _open(blocks: list[_Block], block: _Block) -> list[Directive]:
    """Return where the statements of `block` go: beside it, where it is too deep."""
    blocks.append(block)
    if len(blocks) <= _DEEPEST:
        return []
    name, start, stop, around = block
    around.append(Directive(name, start, stop, stop, ()))
    return around


def _close(
    blocks: list[_Block], inside: list[Directive], end: int, unopened: list[int]
) -> list[Directive]:
    """Return the statements around the innermost block, with that block among them."""
    if not blocks:
        unopened.append(end - 1)
        return inside
    name, start, stop, around = blocks.pop()
    if around is not inside:
        around.append(Directive(name, start, stop, end, tuple(inside)))
    return around


class _Statement(NamedTuple):
    name: str
    head: Span
    mark: str  # what ended it: `;`, `{`, `}`; empty: nothing did
    end: int
    broken: Span | None  # the first word at which a quote is missing


def _statement(text: str, start: int, quotes_end_with_line: bool) -> _Statement:
    """Read one statement word by word, from its first character."""
    scan = (_LINE_TOKEN if quotes_end_with_line else _TOKEN).match
    name = ""
    head_end = position = start
    count = 0
    broken: Span | None = None
    while (match := scan(text, position)) is not None:
        pause()
        if match.lastindex == _MARK:
            return _Statement(name, Span(start, head_end), match[0], match.end(), broken)
        if match.lastindex == _WORD:
            between = text[head_end : match.start()]
            if count and _starts_anew(name, count, match[0], between):
                end = head_end + len(between) - len(between.lstrip(" \t"))
                return _Statement(name, Span(start, head_end), ";", end, broken)
            count += 1
            name = name or _word(match).text or '""'
            position = head_end = match.end()
            if match[0][0] in "\"'" and _is_unclosed(match, text):
                broken = broken or Span(*match.span())
                if quotes_end_with_line and _at_line_end(text, position):
                    mark = "{" if match[0].endswith("{") else ";"
                    return _Statement(name, Span(start, head_end), mark, position, broken)
        position = match.end()
    return _Statement(name, Span(start, head_end), ";" if name else "", position, broken)


# Statements of one argument, so that a new line with a further word tells of a missing `;`.
_ONE_ARGUMENT = frozenset(
    f"{protocol}_pass"
    for protocol in ("proxy", "grpc", "fastcgi", "uwsgi", "scgi", "memcached", "tunnel")
)
_DIRECTIVE_NAME = regex(r"[a-z]+_[a-z_]+|listen|location|server|root|index|include|return|ssl")
_OPTIONS = frozenset({"default_server", "proxy_protocol"})


def _starts_anew(name: str, count: int, word: str, between: str) -> bool:
    """Tell whether `word` begins the next statement although the one before has no `;`.

    Only where the words cannot be meant as one statement: `try_files` and the like may go
    on over several lines with anything.
    """
    if "\n" not in between or (name != "listen" and name not in _ONE_ARGUMENT):
        return False
    if word in _OPTIONS or (word == "ssl" and count > 1):
        return False
    return _DIRECTIVE_NAME.fullmatch(word) is not None


def _is_unclosed(match: re.Match[str], text: str) -> bool:
    word = match[0]
    if len(word) == 1 or word[-1] != word[0] or _is_escaped(word):
        return True
    following = text[match.end() : match.end() + 1]
    return following not in " \t\r\n;{)"


def _is_escaped(word: str) -> bool:
    """Tell whether the last character of a quoted word is escaped, and so no closing quote."""
    before = word[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _at_line_end(text: str, position: int) -> bool:
    return text[position : position + 1] in "\r\n"


_ESCAPE = regex(r"\\([\"'\\trn])")
_MEANT = {"t": "\t", "r": "\r", "n": "\n"}


def _word(match: re.Match[str]) -> Word:
    start, end = match.span()
    raw = match[0]
    if raw[0] in "\"'":
        start += 1
        end -= len(raw) > 1 and raw[-1] == raw[0]
        raw = raw[1 : 1 + end - start]
    if "\\" in raw:
        raw = _ESCAPE.sub(lambda escape: _MEANT.get(escape[1], escape[1]), raw)
    return Word(raw, Span(start, end))
