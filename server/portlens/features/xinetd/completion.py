"""Completion in xinetd's files: `port` takes a number, `service` a name, `redirect` both."""

from portlens.features.completion.place import Place
from portlens.model.port_use import PortUse
from portlens.text.span import Span
from portlens.workspace.document import Document


def place(document: Document, use: PortUse, word: Span, offset: int) -> Place:
    """Return the place in a line."""
    typed = document.text[word.start : offset]
    if use.role == "connects":
        return Place(word, typed, use, "number or name")
    is_port = document.text.startswith("port", use.span.start)
    return Place(word, typed, use, "number" if is_port else "name")
