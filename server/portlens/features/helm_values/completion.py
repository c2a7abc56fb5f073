"""Completion in a chart's values: a word where templates put a port."""

from portlens.model.port_use import PortUse
from portlens.text.span import Span
from portlens.workspace.document import Document


def unread(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the use and the word at `offset`: half a name of a service, before it is a number."""
    words = document.reading.tree if isinstance(document.reading.tree, tuple) else ()
    found = (use for use in words if isinstance(use, PortUse) and use.span.touches(offset))
    use = next(found, None)
    return (use, use.span) if use is not None else None
