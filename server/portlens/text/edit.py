"""Changes to a text."""

from collections.abc import Iterable
from typing import NamedTuple

from portlens.text.span import Span


class Edit(NamedTuple):
    """Put `text` in the place of what stands at `span`; `path` names another file than this one."""

    span: Span
    text: str
    path: str | None = None


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
