"""The text of an open document while it is being edited."""

from portlens.text.line_index import Encoding, characters
from portlens.text.regex import regex

_LINE = regex(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")


class LineBuffer:
    r"""A list of lines, each with its line break; an edit costs what it changes.

    Lines end at \n, \r\n and \r only, as in `LineIndex`. Positions count lines from 0 and
    columns in code units of the encoding that the editor speaks.
    """

    __slots__ = ("_lines", "_text")

    def __init__(self, text: str) -> None:
        self._text: str | None = text
        self._lines = _split(text)

    @property
    def text(self) -> str:
        """The whole text; it is put together at the first question after an edit."""
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    def replace(
        self, start: tuple[int, int], end: tuple[int, int], text: str, encoding: Encoding
    ) -> None:
        """Put `text` in the place of what stands from `start` to `end`, both (line, column).

        A column past the end of its line is the line's end, a line past the last the text's
        end; where `end` comes before `start` the two change places.
        """
        first, before, _ = self._cut(min(start, end), encoding)
        last, _, after = self._cut(max(start, end), encoding)
        middle = before + text + after
        last = min(last + 1, len(self._lines))
        # A line break of two characters may come together, or fall apart, at either seam.
        if first and _is_open(self._lines[first - 1], middle):
            first -= 1
            middle = self._lines[first] + middle
        while last < len(self._lines) and _is_open(middle, self._lines[last]):
            middle += self._lines[last]
            last += 1
        self._lines[first:last] = _split(middle)
        self._text = None

    def _cut(self, place: tuple[int, int], encoding: Encoding) -> tuple[int, str, str]:
        """Return the line of `place`, and its text before and after the place."""
        line, units = place
        if line < 0:
            line, units = 0, 0
        if line >= len(self._lines):
            return len(self._lines), "", ""
        whole = self._lines[line]
        content = whole.rstrip("\r\n")
        column = characters(content, max(0, units), encoding)
        return line, whole[:column], whole[column:]


def _is_open(line: str, following: str) -> bool:
    """Tell whether `following` goes on in the same line, or completes its line break."""
    return not line.endswith(("\r", "\n")) or (line.endswith("\r") and following.startswith("\n"))


def _split(text: str) -> list[str]:
    return _LINE.findall(text)
