"""Completion in an nginx configuration: where the host of a connection is typed."""

from portlens.formats.nginx.connect import Connect
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document


def host(document: Document, offset: int) -> Span | None:
    """Return the word at `offset` where the host of a `*_pass` or of an upstream's server stands.

    The reader finds it, in the text with one letter more: nothing is read of an empty place.
    """
    connect = _connect(document, offset)
    if connect is None:
        return None
    word = connect.span(0, len(connect.parsed.host))
    is_here = word.start <= offset < word.end and "$" not in connect.parsed.host
    return Span(word.start, word.end - 1) if is_here else None


def names(document: Document, offset: int, context: Context) -> tuple[tuple[str, str], ...]:
    """Return the upstreams that can stand at `offset` for a host, each with its block's place."""
    connect = _connect(document, offset)
    if connect is None or not connect.grammar.names_upstream:
        return ()
    found = configuration(document, context.workspace).upstreams
    return tuple(
        (each.word.text, f"upstream ({each.document.path.rpartition('/')[2]})")
        for (module, _), each in sorted(found.items())
        if module == connect.module
    )


def _connect(document: Document, offset: int) -> Connect | None:
    """Return what is connected to at `offset`, read with one letter more."""
    line = document.lines.line_span(document.lines.position(offset).line)
    if not _MAY_CONNECT.search(document.text, line.start, offset):
        return None
    text = f"{document.text[:offset]}x{document.text[offset:]}"
    use = Document(document.path, text, document.format).use_at(offset + 1)
    connect = use.detail if use is not None and use.role == "connects" else None
    return connect if isinstance(connect, Connect) and connect.parsed.host else None


_MAY_CONNECT = regex(r"(?:\bserver|_pass)[ \t]+\S*\Z")
