"""Completion in Caddyfiles: where the host of an upstream is typed."""

from portlens.formats.caddyfile.entry import entry_of
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_MAY_CONNECT = regex(
    r"^[ \t]*(?:(?:reverse_proxy|php_fastcgi|forward_auth)[ \t]+(?:[@/*]\S*[ \t]+)?|to[ \t]+)"
    r"(?:\S+[ \t]+)*\S*\Z"
)


def host(document: Document, offset: int) -> Span | None:
    """Return the word at `offset` where the host of an upstream stands.

    The reader finds it, in the text with one letter more: nothing is read of an empty place.
    """
    line = document.lines.line_span(document.lines.position(offset).line)
    if not _MAY_CONNECT.match(document.text[line.start : offset]):
        return None
    text = f"{document.text[:offset]}x{document.text[offset:]}"
    use = Document(document.path, text, document.format).use_at(offset + 1)
    entry = entry_of(use) if use is not None and use.role == "connects" else None
    if entry is None or entry.parsed.network.startswith("unix"):
        return None
    start, end = entry.host
    return Span(start, end - 1) if start <= offset < end else None
