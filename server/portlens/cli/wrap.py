"""Text in lines no wider than a terminal, in scripts with blanks and without."""

import re
from collections.abc import Iterator

from portlens.cli.terminal import width

_WIDE = "\u3000-\u9fff\uff00-\uffef"
# What does not stand at the head of a line, and what does not stand at its end (JIS X 4051).
_CLOSING = "、。，．）」』】〉》・：；！？ー"
_OPENING = "（「『【〈《"
_PIECE = re.compile(rf"[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+[{_CLOSING}]*|\s+")


def wrap(text: str, columns: int | None, indent: str = "", taken: int = 0) -> list[str]:
    """Return `text` as lines of at most `columns`, all but the first behind `indent`.

    Of the first line `taken` columns are in use already. A word longer than a line is left
    whole, so that a path can still be copied. Without `columns` the text is one line.
    """
    if columns is None or taken + width(text) <= columns:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        is_begun = line.strip() or (taken and not lines)
        before = 0 if lines else taken
        if is_begun and before + width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may end."""
    opened = ""
    for match in _PIECE.finditer(text):
        opened += match[0]
        if opened[-1] not in _OPENING:
            yield opened
            opened = ""
    if opened:
        yield opened
