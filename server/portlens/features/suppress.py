"""Writing suppression comments."""

from collections.abc import Iterator

from portlens.analysis import Judged
from portlens.features.trial import cures
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.text.edit import Edit, apply_edits, with_line_ends
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps
from portlens.workspace.suppression import suppressions


def suppress(
    document: Document, finding: Finding, judged: tuple[Judged, ...], context: Context
) -> Steps[Edit | None]:
    """Return the edit that silences the finding's rule on its line; None where there is none.

    `judged` is all that is said of the document. A comment that speaks of the line already
    takes the rule into its brackets, else a new one stands at the line's end or above it. Each
    of these is tried: the finding has to go, and the program has to read the same as before,
    which rules out what would be part of a text over several lines.
    """
    before = document.format.statements(document.text)
    for edit in _places(document, finding):
        text = apply_edits(document.text, (edit,))
        if document.format.statements(text) != before:
            continue
        if (yield from cures(document, (edit,), finding, judged, context)):
            return edit
    return None


def _places(document: Document, finding: Finding) -> Iterator[Edit]:
    lines = document.lines
    line = lines.position(finding.span.start).line
    for comment in suppressions(lines):
        if comment.line == line and comment.codes is not None:
            end = comment.span.end - 1  # before the closing bracket
            yield Edit(Span(end, end), f", {finding.rule}" if comment.codes else finding.rule)
            break
    span = lines.line_span(line)
    text = span.of(document.text)
    comment_text = f"# portlens: ignore[{finding.rule}]"
    if not document.format.comments_alone:
        end = span.start + len(text.rstrip())
        yield Edit(Span(end, span.end), f"  {comment_text}")
    indent = text[: len(text) - len(text.lstrip())]
    above = Edit(Span(span.start, span.start), f"{indent}{comment_text}\n")
    yield with_line_ends(above, document.text)
