"""Aligned columns that fit the terminal."""

from collections.abc import Iterable, Mapping, Sequence

from portlens.cli.terminal import brush_for, columns_of, cut, pad, width
from portlens.text.typed import Literal, TextIO

Kept = Literal["whole", "tail", "last"]

GAP = "  "
LEAST = 8  # columns that a cell keeps, however narrow the terminal is


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    stream: TextIO,
    color: str = "auto",
    kept: Mapping[int, Kept] = {},
) -> str:
    """Return `rows` of visible text in columns below `head`, if there is one.

    They are no wider than the terminal: the widest cells are cut first, with an ellipsis, but
    never those of a column that is kept whole, those of one that is `last` where nothing else
    helps, and those of one whose tail is kept at their beginning. Where nobody looks nothing is
    cut.
    """
    lines = [tuple(line) for line in (head, *rows) if line]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    columns = columns_of(stream)
    if columns is not None:
        widths = _fitting(widths, columns - len(GAP) * (len(widths) - 1), kept)
    texts = []
    for line in lines:
        cells = [
            pad(cut(cell, size, at_start=kept.get(index) == "tail"), size)
            for index, (cell, size) in enumerate(zip(line, widths, strict=True))
        ]
        texts.append(GAP.join(cells))
    if head:
        texts[0] = brush_for(stream, color)(texts[0].rstrip(), "bold")
    return "".join(text.rstrip() + "\n" for text in texts)


def is_too_wide(head: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO) -> bool:
    """Tell whether a table of these would have to be cut for the terminal."""
    columns = columns_of(stream)
    if columns is None:
        return False
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    return sum(widths) + len(GAP) * (len(widths) - 1) > columns


def _fitting(widths: Sequence[int], columns: int, kept: Mapping[int, Kept]) -> list[int]:
    """Return `widths`, the widest made narrower until all fit into `columns`, if they can."""
    fitting = list(widths)
    for spared in ("last", ""):
        movable = [
            index for index in range(len(fitting)) if kept.get(index) not in ("whole", spared)
        ]
        for _ in range(sum(fitting) - columns):
            widest = max(movable, key=fitting.__getitem__, default=None)
            if widest is None or fitting[widest] <= LEAST:
                break
            fitting[widest] -= 1
    return fitting
