"""A port that is typed in a list on one line, `ports: [80, `, before the text is YAML again."""

import re

from portlens.model.port_use import PortUse
from portlens.text.span import Span
from portlens.workspace.document import Document

_IN_LIST = re.compile(r"[ \t]*(?:ports|expose):[ \t]*\[(?:[^\]#\[]*,)?[ \t]*(\w*)\Z")
_REST = re.compile(r"\w*")


def word_in_list(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the word at `offset` and what it would be used for; None outside of such a list.

    YAML gives an empty place no node, so the document is read as if quotes stood there already.
    """
    if document.format.id != "compose":
        return None
    line = document.lines.line_span(document.lines.position(offset).line)
    match = _IN_LIST.match(document.text, line.start, offset)
    rest = _REST.match(document.text, offset, line.end)
    if match is None or rest is None:
        return None
    word = Span(match.start(1), rest.end())
    # Nothing behind the cursor is of interest, and without it an open list is closed.
    text = f'{document.text[: word.start]}""]\n'
    use = Document(document.path, text, document.format).use_at(word.start + 1)
    return (use, word) if use else None
