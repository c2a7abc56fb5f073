"""Where the tables and keys of a TOML text stand. The values are for a TOML parser to read."""

import re
from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

Path = tuple[str, ...]

_BLANKS = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = regex(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_LAST_PART = regex(r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\Z""")
# What a value is made of: texts in four kinds of quotes, comments, brackets, and the rest.
_PIECE = regex(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|#[^\n]*|[\[{]|[\]}]|[ \t\r]+|\n|,|[^\s,#\[\]{}\"']+|.",
    re.DOTALL,
)


class Entry(NamedTuple):
    """A key with its value, or a table's header, whose `value` is None.

    `path` is the whole path, the header's included; `written` is what stands before the last
    part of the key itself (`portlens.` of `portlens.exclude`). `last` is where the value's
    last item ends, in a list or an inline table; empty ones have it behind their bracket.
    """

    path: Path
    span: Span
    written: str = ""
    value: Span | None = None
    last: int = 0
    has_comma: bool = False


def entries(text: str) -> Iterator[Entry]:
    """Yield the headers and keys of `text`, in its order; what cannot be read ends it."""
    at = 0
    table: Path = ()
    while True:
        at = _skip(text, at)
        start = at
        brackets = 2 if text.startswith("[[", at) else int(text.startswith("[", at))
        path, at = _key(text, at + brackets)
        if not path:
            return
        if brackets:
            at += brackets
            table = path
            yield Entry(path, Span(start, at))
            continue
        if text[at : at + 1] != "=":
            return
        found = _pair(text, start, at, (*table, *path))
        at = found.span.end
        yield found
        yield from _inside(text, found)


def _pair(text: str, start: int, equals: int, path: Path, *, is_inside: bool = False) -> Entry:
    """Return the key at `start`, its equals sign at `equals`, with its value."""
    key = text[start:equals].rstrip()
    last = _LAST_PART.search(key)
    value = _value(text, equals + 1, is_inside=is_inside)
    return value._replace(
        path=path, span=Span(start, value.span.end), written=key[: last.start()] if last else ""
    )


def _inside(text: str, entry: Entry) -> Iterator[Entry]:
    """Yield the keys in an inline table, and in those that it holds."""
    if entry.value is None or not text.startswith("{", entry.value.start):
        return
    at = entry.value.start + 1
    while True:
        start = at = _skip(text, at)
        path, at = _key(text, at)
        if not path or text[at : at + 1] != "=":
            return
        found = _pair(text, start, at, (*entry.path, *path), is_inside=True)
        yield found
        yield from _inside(text, found)
        at = _skip(text, found.span.end)
        if text[at : at + 1] != ",":
            return
        at += 1


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _key(text: str, at: int) -> tuple[Path, int]:
    parts: list[str] = []
    while match := _KEY.match(text, at):
        parts.append(next(part for part in match.groups() if part is not None))
        at = match.end()
        if text[at : at + 1] != ".":
            return tuple(parts), at
        at += 1
    return (), at


def _value(text: str, at: int, *, is_inside: bool) -> Entry:
    """Return the value that follows at `at`, up to the end of its line or its brackets.

    `is_inside` an inline table a comma or the table's brace ends it as well.
    """
    depth = last = 0
    begin = end = None
    has_comma = False
    for match in _PIECE.finditer(text, at):
        piece = match[0]
        if depth == 0 and (piece[0] in "\n#" or (is_inside and piece in {",", "}"})):
            break
        if piece.isspace() or piece[0] == "#":
            continue
        begin = match.start() if begin is None else begin
        if piece in {"]", "}"}:
            depth -= 1
            end = match.end()
            if depth <= 0:
                break
            last, has_comma = end, False
            continue
        depth += piece in {"[", "{"}
        last, end = match.end(), match.end()
        has_comma = piece == ","
    start = at if begin is None else begin
    return Entry((), Span(at, end or at), "", Span(start, end or start), last, has_comma)
