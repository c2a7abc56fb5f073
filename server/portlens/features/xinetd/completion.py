"""Completion in xinetd's files: `port` takes a number alone, the end of `redirect` a name too."""

from portlens.features.completion.place import Place
from portlens.model.port_use import PortUse
from portlens.text.span import Span
from portlens.workspace.document import Document


def place(document: Document, use: PortUse, word: Span, offset: int) -> Place:
    """Return the place in a line."""
    is_port = use.role == "listens" and document.text.startswith("port", use.span.start)
    typed = document.text[word.start : offset]
    return Place(word, typed, use, "number" if is_port else "number or name")
