"""Completion in httpd's files: where the host of a URL is typed."""

from portlens.formats.apache.entry import Entry
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_MAY_CONNECT = regex(r"://\S*\Z")


def host(document: Document, offset: int) -> Span | None:
    """Return the word at `offset` where the host of another server stands.

    The reader finds it, in the text with one letter more: nothing is read of an empty place.
    """
    line = document.lines.line_span(document.lines.position(offset).line)
    if not _MAY_CONNECT.search(document.text, line.start, offset):
        return None
    text = f"{document.text[:offset]}x{document.text[offset:]}"
    use = Document(document.path, text, document.format).use_at(offset + 1)
    entry = use.detail if use is not None and use.role == "connects" else None
    if not isinstance(entry, Entry):
        return None
    start, end = entry.host
    return Span(start, end - 1) if start <= offset < end else None
