"""The line that a finding speaks of, with carets under it."""

from portlens.cli.terminal import Brush, Colour, columns_of_character, width
from portlens.text.line_index import LineIndex
from portlens.text.span import Span
from portlens.text.visible import discreet, visible, without_login

LONGEST = 160  # columns of a source line; a minified file must not fill the screen
AROUND = 200  # characters beside an excerpt that are looked at as well


class Pen:
    """How excerpts look in one report: colours, and the columns that there are."""

    def __init__(self, brush: Brush, columns: int | None) -> None:
        self.brush = brush
        self.columns = columns

    def excerpt(self, lines: LineIndex, span: Span, gutter: int, colour: Colour) -> list[str]:
        """Return the line where `span` begins, cut around it to fit, and carets underneath.

        The line's number stands right-aligned in `gutter` columns before it.
        """
        number = lines.position(span.start).line
        line = lines.line_span(number)
        room = LONGEST if self.columns is None else min(LONGEST, self.columns - gutter - 3)
        first, last = _window(lines.text, line, span.start, room)
        end = min(max(span.start, min(span.end, line.end)), last)
        # What is cut off may tell that something is a password: `@`, or the key in front of it.
        start, stop = max(line.start, first - AROUND), min(line.end, last + AROUND)
        shown = discreet(lines.text[start:stop])
        # What a finding is about is shown, unless it is surely a password.
        told = without_login(lines.text[start:stop])
        before = ("…" if first > line.start else "") + visible(
            shown[first - start : span.start - start]
        )
        marked = visible(told[span.start - start : end - start])
        after = visible(shown[end - start : last - start]) + ("…" if last < line.end else "")
        bar = self.brush("|", "dim")
        carets = self.brush("^" * max(1, width(marked)), colour)
        return [
            f"{number + 1:>{gutter}} {bar} {before}{marked}{after}",
            f"{'':{gutter}} {bar} {' ' * width(before)}{carets}",
        ]


def _window(text: str, line: Span, start: int, room: int) -> tuple[int, int]:
    """Return from where to where `line` fits into `room` columns with `start` in the middle."""
    if line.end - line.start <= room and width(visible(line.of(text))) <= room:
        return line.start, line.end
    first, free = start, room // 2
    while first > line.start and free > 1:
        first -= 1
        free -= columns_of_character(text[first])
    last, free = start, room - width(visible(text[first:start])) - 2
    while last < line.end:
        free -= columns_of_character(text[last])
        if free < 0:
            break
        last += 1
    return first, last
