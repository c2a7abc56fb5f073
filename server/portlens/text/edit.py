"""Changes to a text."""

from collections.abc import Iterable

from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Edit(NamedTuple):
    """Put `text` in the place of what stands at `span`; `path` names another file than this one."""

    span: Span
    text: str
    path: str | None = None


def line_end_at(text: str, offset: int) -> str:
    """Return the line end that `text` uses at `offset`: that of its line, else the one before."""
    end = text.find("\n", offset)
    if end < 0:
        end = text.rfind("\n", 0, offset)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def with_line_ends(edit: Edit, text: str) -> Edit:
    """Return `edit` of `text` with the line ends of the place where it writes."""
    if "\n" not in edit.text:
        return edit
    lines = edit.text.replace("\r\n", "\n")
    return edit._replace(text=lines.replace("\n", line_end_at(text, edit.span.start)))


def line_removal(text: str, line: Span) -> Edit:
    """Return the edit that takes out a whole line, with its line break."""
    start, end = line
    if text[end : end + 2] == "\r\n":
        end += 2
    elif end < len(text):
        end += 1
    elif start:
        start -= 1  # the last line of a text without a line break at its end
    return Edit(Span(start, end), "")


def moved(offset: int, edits: Iterable[Edit]) -> int:
    """Return where `offset` is after `edits`; inside what one of them replaced, its start."""
    shift = 0
    for edit in edits:
        if edit.span.end <= offset:
            shift += len(edit.text) - (edit.span.end - edit.span.start)
        elif edit.span.start < offset:
            shift += edit.span.start - offset
    return offset + shift


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after all `edits`, whose spans speak of the text before any of them.

    Of two edits that overlap the later one is left out, so that nothing is written twice;
    equal edits count once, and of several at one place the order given holds.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: edit.span):
        if edit.span.start < done:
            continue
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)
