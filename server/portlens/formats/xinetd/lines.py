"""The lines of xinetd's files, and the entries that they make up.

Source: xinetd 2.3.15.3, next_line(), parse_line() and skip_entry(), tried with such files.
"""

import re
from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.xinetd.entry import (
    Attribute,
    Broken,
    Include,
    Section,
    Statement,
    Word,
    lower,
)
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

_LINE = regex(r"[^\n]+")
_BLANK = " \t\v\f\r"  # all that C takes for blanks; words are parted by the first two alone
_WORD = regex(r"[^ \t]+")
_NAME = regex(rf"[^{_BLANK}=]*")
_GAP = regex(rf"[{_BLANK}]*")
_OPERATOR = regex(r"[+-]?=")


def read_lines(text: str) -> Iterator[Statement]:
    """Yield the entries of `text`, and the lines that are none."""
    lines = _lines(text)
    for line in lines:
        words = _words(text, line)
        keyword = lower(words[0].text) if words else ""
        if keyword in _INCLUDES and len(words) > 1:
            yield Include(words[1], is_folder=keyword == "includedir")
            continue
        if keyword == "defaults":
            name = words[0]
        elif keyword == "service" and len(words) > 1:
            name = words[1]
        else:
            if MASK in line.of(text):
                continue
            yield Broken(_why_no_entry(keyword), _trimmed(text, line))
            _skip(text, lines)
            continue
        begin = next(lines, None)
        header = Span(words[0].span.start, name.span.end)
        if begin is None or _bare(text, begin) != "{":
            yield Broken("no-brace", header)
            _skip(text, lines)
            continue
        yield _section(text, lines, name, header, is_defaults=keyword == "defaults")


def _why_no_entry(keyword: str) -> str:
    """Return why a line begins no entry."""
    if keyword == "service" or keyword in _INCLUDES:
        return "no-name"
    return "line-end" if keyword == "defaults\r" else "no-keyword"


_INCLUDES = frozenset({"include", "includedir"})


def _section(
    text: str, lines: Iterator[Span], name: Word, header: Span, *, is_defaults: bool
) -> Section:
    found: list[Attribute | Broken] = []
    is_name_alone = False
    for line in lines:
        if _bare(text, line) == "}":
            if is_name_alone and _is_seen(text, line.end + 1):
                next(lines, None)  # which xinetd reads to its end in place of the name's
            return Section(name, header, tuple(found), is_defaults, is_closed=True)
        each = _attribute(text, line)
        is_name_alone = (
            isinstance(each, Broken)
            and each.reason == "no-operator"
            and len(_words(text, line)) == 1
        )
        if isinstance(each, Broken) and MASK in line.of(text):
            continue
        found.append(each)
        if is_defaults and isinstance(each, Broken):
            break  # what follows xinetd takes for entries
    return Section(name, header, tuple(found), is_defaults, is_closed=False)


def _is_seen(text: str, start: int) -> bool:
    """Tell whether the line that begins at `start` is neither empty nor a comment."""
    match = _LINE.match(text, start)
    bare = match[0].strip(_BLANK) if match is not None else ""
    return bare != "" and not bare.startswith("#")


def _attribute(text: str, line: Span) -> Attribute | Broken:
    start = _end(_GAP, text, line.start, line.end)
    end = _end(_NAME, text, start, line.end)
    at = _end(_GAP, text, end, line.end)
    operator = _OPERATOR.match(text, at, line.end)
    if text[end : end + 1] == "=" and end < line.end:
        return Broken("no-blank", Span(start, end + 1))
    if operator is None:
        return Broken("no-operator", _trimmed(text, line))
    values = _words(text, Span(operator.end(), line.end))
    name = Word(lower(text[start:end]), Span(start, end))
    return Attribute(name, operator[0], Span(*operator.span()), values)


def _end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match is not None else start


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that are neither empty nor comments; what follows a NUL, C does not see."""
    for match in _LINE.finditer(text):
        pause()
        start, end = match.span()
        nul = text.find("\0", start, end)
        line = Span(start, end if nul < 0 else nul)
        bare = _bare(text, line)
        if bare and not bare.startswith("#"):
            yield line


def _skip(text: str, lines: Iterator[Span]) -> None:
    """Pass over all up to the end of an entry, as xinetd does behind a line that is none."""
    for line in lines:
        if _bare(text, line) == "}":
            return


def _bare(text: str, line: Span) -> str:
    return line.of(text).strip(_BLANK)


def _trimmed(text: str, line: Span) -> Span:
    """Return the line without the blanks around it."""
    whole = line.of(text)
    start = line.start + len(whole) - len(whole.lstrip(_BLANK))
    return Span(start, start + len(whole.strip(_BLANK)))


def _words(text: str, part: Span) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(text, part.start, part.end):
        pause()
        found.append(Word(match[0], Span(*match.span())))
    return tuple(found)


def statements(text: str) -> list[list[str]]:
    """Return the words of each line: what xinetd reads of `text`."""
    return [[word.text for word in _words(text, line)] for line in _lines(text)]
