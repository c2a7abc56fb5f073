"""Cures of what EXPOSE refuses."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import BLANKS
from portlens.text.span import Span
from portlens.workspace.document import Document

PART = Phrase("Separate the ports by blanks", "ポートを空白で区切る")
LINE_ABOVE = Phrase("Put the comment above", "コメントを上の行に移す")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield `80 443` for `80,443`, and the comment in a line above."""
    text = fault.span.of(document.text)
    if fault.reason == "dockerfile-list":
        ports = [port for port in text.split(",") if port]
        if all(map(is_port_number, ports)):
            yield Fix(PART, (Edit(fault.span, " ".join(ports)),), is_preferred=True)
    elif fault.reason == "dockerfile-comment" and fault.use is not None:
        start = fault.use.span.start
        line = document.lines.position(start).line
        if line != document.lines.position(fault.span.end).line:
            return
        begin = document.lines.line_span(line).start
        if document.text[begin:start].strip(BLANKS):
            return
        before = fault.span.start
        while document.text[before - 1] in " \t":
            before -= 1
        edits = (Edit(Span(begin, begin), f"{text}\n"), Edit(Span(before, fault.span.end), ""))
        yield Fix(LINE_ABOVE, edits, is_preferred=True)
