"""Findings that look at several lines: the other end, and the removal of a line."""

from portlens.model.finding import Related
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def related(here: Document, there: Document, span: Span, message: Phrase) -> Related:
    """Return the other end of a finding in `here`."""
    return Related(span, message, None if there is here else there.path)


def line_number(document: Document, span: Span) -> int:
    """Return the line of `span` as a reader counts, from 1."""
    return document.lines.position(span.start).line + 1


def removal(text: str, line: Span) -> Edit:
    """Return the edit that takes out a whole line, with its line break."""
    start, end = line
    if text[end : end + 2] == "\r\n":
        end += 2
    elif end < len(text):
        end += 1
    elif start:
        start -= 1  # the last line of a text without a line break at its end
    return Edit(Span(start, end), "")
