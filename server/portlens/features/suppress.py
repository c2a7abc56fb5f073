"""Writing suppression comments."""

from collections.abc import Iterator

from portlens.features.trial import Trials
from portlens.model.finding import Finding
from portlens.text.edit import Edit, apply_edits, with_line_ends
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps
from portlens.workspace.suppression import suppressions


def suppress(finding: Finding, trials: Trials) -> Steps[Edit | None]:
    """Return the edit that silences the finding's rule on its line; None where none is known.

    A comment that speaks of the line already takes the rule into its brackets, else a new one
    stands at the line's end or above it. Each of these is tried: the finding has to go, and the
    program has to read the same as before, which rules out what would be part of a text over
    several lines.
    """
    document = trials.document
    if trials.are_over:
        return None
    before = document.format.statements(document.text)
    for edit in _places(document, finding):
        text = apply_edits(document.text, (edit,))
        if document.format.statements(text) != before:
            continue
        if (yield from trials.cures((edit,), finding)):
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
    begin, close = document.format.comment, document.format.comment_end
    comment_text = f"{begin} portlens: ignore[{finding.rule}]{close}"
    if not document.format.comments_alone:
        end = span.start + len(text.rstrip())
        yield Edit(Span(end, span.end), f"  {comment_text}")
    indent = text[: len(text) - len(text.lstrip())]
    above = Edit(Span(span.start, span.start), f"{indent}{comment_text}\n")
    yield with_line_ends(above, document.text)
