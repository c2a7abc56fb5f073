"""Text in lines no wider than a terminal, in scripts with blanks and without."""

from collections.abc import Iterator

from portlens.cli.terminal import width
from portlens.text.regex import regex

_WIDE = "\u3000-\u9fff\uff00-\uffef"
# What does not stand at the head of a line, and what does not stand at its end (JIS X 4051).
_CLOSING = "、。，．）」』】〉》・：；！？ー"
_OPENING = "（「『【〈《"


_PIECE = regex(rf"[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+[{_CLOSING}]*|\s+")


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


def reflow(text: str, columns: int | None) -> str:
    """Return Markdown with its paragraphs and list items in lines of at most `columns`.

    Blocks of code and tables stay as they are; without `columns` all does.
    """
    if columns is None:
        return text
    lines: list[str] = []
    opened: list[str] = []  # the lines of the paragraph so far
    is_code = False

    def close() -> None:
        if opened:
            indent = "  " if opened[0].startswith(_ITEMS) else ""
            lines.extend(wrap(_joined(opened), columns, indent))
            opened.clear()

    for line in text.split("\n"):
        is_fence = line.startswith("```")
        if is_code or is_fence or not line.strip() or line.startswith(("|", "    ")):
            close()
            lines.append(line)
        else:
            if line.startswith((*_ITEMS, "#")):
                close()
            opened.append(line.strip())
            if line.startswith("#"):
                close()
        is_code ^= is_fence
    close()
    return "\n".join(lines)


def _joined(lines: list[str]) -> str:
    """Return the lines of a paragraph as one; Japanese has no blank where a line ends."""
    text = lines[0]
    for line in lines[1:]:
        is_wide = width(text[-1]) > 1 and width(line[0]) > 1
        text += line if is_wide else f" {line}"
    return text


_ITEMS = ("- ", "* ")


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
