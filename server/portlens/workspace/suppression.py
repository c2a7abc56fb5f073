"""Comments that tell portlens to keep quiet: `# portlens: ignore[code, code]`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from portlens.text.line_index import LineIndex
from portlens.text.span import Span

# Every format so far has comments that begin with `#`; the comment may follow other words.
# Compiled when the first one is met: most files have none.
_COMMENT = r"(?m)(?:^|(?<=[\s;{}]))#[ \t]*portlens:[ \t]*(ignore(?:-file)?)(\[([^\]\r\n]*)\])?"
_CODE = r"[^\s,]+"


class Code(NamedTuple):
    """One rule id written in a suppression, and where."""

    id: str
    span: Span


class Suppression(NamedTuple):
    """One comment. `line` is the line whose findings it hides, 0-based; None: the whole file.

    Without brackets `codes` is None and every rule is meant.
    """

    span: Span
    codes: tuple[Code, ...] | None
    line: int | None

    def hides(self, rule: str, line: int) -> bool:
        """Tell whether the comment speaks of `rule` at `line`."""
        return self.line in {None, line} and (
            self.codes is None or any(code.id == rule for code in self.codes)
        )


def suppressions(lines: LineIndex) -> Iterator[Suppression]:
    """Yield the suppression comments of a text, in its order.

    At the end of a line a comment speaks of that line, alone on a line of the next line that
    is neither blank nor such a comment itself.
    """
    if "portlens:" not in lines.text:
        return
    for match in re.finditer(_COMMENT, lines.text):
        start, kind, inside = match.start(), match[1], match[3]
        codes = None
        if match[2] is not None:
            begin = match.start(3)
            codes = tuple(
                Code(code[0], Span(*code.span()).shifted(begin))
                for code in re.finditer(_CODE, inside)
            )
        line = None if kind == "ignore-file" else _line_meant(lines, start)
        yield Suppression(Span(start, match.end()), codes, line)


def _line_meant(lines: LineIndex, start: int) -> int:
    line, column = lines.position(start)
    if lines.text[start - column : start].strip():
        return line
    for below in range(line + 1, lines.line_count):
        text = lines.line_span(below).of(lines.text).strip()
        if text and not re.match(_COMMENT, text):
            return below
    return line
