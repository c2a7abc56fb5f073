"""Aligned columns that fit the terminal."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from portlens.cli.terminal import brush_for, columns_of, cut, pad, width

GAP = "  "
LEAST = 8  # columns that a cell keeps, however narrow the terminal is


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    stream: TextIO,
    color: str = "auto",
    whole: int = 0,
) -> str:
    """Return `rows` of visible text in columns below `head`, if there is one.

    They are no wider than the terminal: the widest cells are cut first, with an ellipsis, but
    for those of the last `whole`
    columns. Where nobody looks nothing is cut.
    """
    lines = [tuple(line) for line in (head, *rows) if line]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    columns = columns_of(stream)
    if columns is not None:
        count = len(widths) - whole
        room = columns - sum(widths[count:]) - len(GAP) * (len(widths) - 1)
        widths = [*_fitting(widths[:count], room), *widths[count:]]
    texts = [
        GAP.join(pad(cut(cell, size), size) for cell, size in zip(line, widths, strict=True))
        for line in lines
    ]
    if head:
        texts[0] = brush_for(stream, color)(texts[0].rstrip(), "bold")
    return "".join(text.rstrip() + "\n" for text in texts)


def _fitting(widths: Sequence[int], columns: int) -> list[int]:
    """Return `widths`, the widest made narrower until all fit into `columns`."""
    fitting = list(widths)
    excess = sum(fitting) - columns
    while excess > 0 and max(fitting) > LEAST:
        fitting[fitting.index(max(fitting))] -= 1
        excess -= 1
    return fitting
