"""The lines of a unit file: `[Section]` and `Key=value`.

Source: systemd 252, src/shared/conf-parser.c and read_line() in src/basic/fileio.c, and what
`systemd-analyze verify` says of such files.
"""

from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

# Each of the three ends a line, and so do two or three different ones together.
_END = r"([\n\r\0])(?:(?!\2)([\n\r\0])(?:(?!\2|\3)[\n\r\0])?)?"
_LINE = regex(rf"([^\n\r\0]*)(?:{_END}|\Z)")
_BLANKS = " \t\n\r"
_NO_UTF8 = regex("[\ud800-\udfff]")


class Assignment(NamedTuple):
    """`key=value` in a section; where the value goes over several lines it has blanks for them.

    `key_span` and `span` are where the key and the value stand, without the blanks around them;
    each character of `value` stands as far from its beginning as in the text.
    """

    section: str
    key: str
    key_span: Span
    value: str
    span: Span

    @property
    def whole(self) -> Span:
        """The key, the value and all between."""
        return Span(self.key_span.start, self.span.end)


def assignments(text: str) -> Iterator[Assignment]:
    """Yield what a unit file sets, in order; nothing behind a header that is never closed.

    At such a header systemd gives the file up.
    """
    section = ""
    for start, line in _lines(text):
        stripped = line.strip(_BLANKS)
        if stripped.startswith("["):
            if not stripped.endswith("]"):
                return
            section = stripped[1:-1]
            continue
        key, equals, value = line.partition("=")
        if not equals or not section or _NO_UTF8.search(line):
            continue
        key_at = start + _indent(key)
        value_at = start + len(key) + 1 + _indent(value)
        key, value = key.strip(_BLANKS), value.strip(_BLANKS)
        if not value:
            value_at = start + len(line.partition("=")[0]) + 1
        yield Assignment(
            section,
            key,
            Span(key_at, key_at + len(key)),
            value,
            Span(value_at, value_at + len(value)),
        )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(_BLANKS))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines, each with its place, and as one those that a backslash joins.

    What joins them, and a comment between them, are blanks of the same length.
    """
    parts: list[str] = []
    start = 0
    for match in _LINE.finditer(text):
        pause()
        line = match[1]
        end = match.end() - match.end(1)
        if match.start() == 0 and line.startswith("\ufeff"):
            line = " " + line[1:]
        if line.lstrip(_BLANKS)[:1] in {"#", ";"}:
            if parts:
                parts.append(" " * (len(line) + end))
            continue
        if not parts:
            start = match.start()
        if (len(line) - len(line.rstrip("\\"))) % 2:
            parts.append(line[:-1] + " " * (1 + end))
            continue
        parts.append(line)
        yield start, "".join(parts)
        parts = []
    if parts:
        yield start, "".join(parts)
