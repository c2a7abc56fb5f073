"""A cursor in one of several files."""

from typing import NamedTuple

from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.text.span import Span
from portlens.workspace.document import Document
from tests._marks import CURSOR, without_cursor
from tests.network._stack import around


class Cursor(NamedTuple):
    """The document with the cursor, its offset, and what is around."""

    document: Document
    offset: int
    context: Context

    def documents(self) -> list[Document]:
        """Return all files that some format knows."""
        paths = self.context.workspace.files.texts  # type: ignore[attr-defined]
        found = (self.context.workspace.document(path) for path in paths)
        return [resolved(each, self.context.workspace) for each in found if each is not None]

    def told(self, document: Document, span: Span) -> str:
        """Return a place as `file:line:text`, the file below `/`."""
        line = document.lines.position(span.start).line + 1
        return f"{document.path[1:]}:{line}:{span.of(document.text)}"


def cursor(files: dict[str, str], format_id: str = "") -> Cursor:
    """Return the one cursor mark in `files`, which are texts by path."""
    ((path, marked),) = ((path, text) for path, text in files.items() if CURSOR in text)
    text, offset = without_cursor(marked)
    context = around({**files, path: text})
    format_ = format_named(format_id) if format_id else None
    document = context.workspace.document(path, format_)
    assert document is not None
    context.workspace.open(document)
    return Cursor(resolved(document, context.workspace), offset, context)
