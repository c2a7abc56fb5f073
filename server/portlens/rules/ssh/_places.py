"""Findings that look at several lines: the other end."""

from portlens.model.finding import Related
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def related(here: Document, there: Document, span: Span, message: Phrase) -> Related:
    """Return the other end of a finding in `here`."""
    return Related(span, message, None if there.path == here.path else there.path)


def place(here: Document, there: Document, span: Span) -> Phrase:
    """Return how a message in `here` calls the line of `span` in `there`."""
    line = there.lines.position(span.start).line + 1
    if there.path == here.path:
        return LINE.fill(line=line)
    return LINE_OF.fill(line=line, file=there.path.rpartition("/")[2])


LINE = Phrase("line {line}", "{line} 行目")
LINE_OF = Phrase("line {line} of {file}", "{file} の {line} 行目")
