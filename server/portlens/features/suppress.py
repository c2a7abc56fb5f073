"""Writing suppression comments."""

from portlens.text.edit import Edit
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.suppression import Suppression, suppressions

# A comment behind other words is an error to OpenSSH before 8.5, and inside a quoted text it is
# no comment in any program: in these formats it gets a line of its own, above.
_OWN_LINE = frozenset({"sshd_config", "ssh_config"})


def suppress(document: Document, offset: int, rule: str) -> Edit:
    """Return the edit that silences `rule` on the line of `offset`.

    A comment that speaks of the line already takes the rule into its brackets.
    """
    lines = document.lines
    line = lines.position(offset).line
    for comment in suppressions(lines):
        if comment.line == line and comment.codes is not None:
            return _joined(comment, rule)
    span = lines.line_span(line)
    text = span.of(document.text)
    comment_text = f"# portlens: ignore[{rule}]"
    if document.format.id in _OWN_LINE or _is_inside_a_text(document, span):
        indent = text[: len(text) - len(text.lstrip())]
        return Edit(Span(span.start, span.start), f"{indent}{comment_text}{_line_end(document)}")
    end = span.start + len(text.rstrip())
    return Edit(Span(end, span.end), f"  {comment_text}")


def _joined(comment: Suppression, rule: str) -> Edit:
    end = comment.span.end - 1  # before the closing bracket
    return Edit(Span(end, end), f", {rule}" if comment.codes else rule)


def _is_inside_a_text(document: Document, line: Span) -> bool:
    """Tell whether an entry runs on past the end of `line`: a comment there would be its text."""
    return any(use.span.start < line.end < use.span.end for use in document.uses)


def _line_end(document: Document) -> str:
    first = document.lines.line_span(0).end
    return "\r\n" if document.text.startswith("\r\n", first) else "\n"
