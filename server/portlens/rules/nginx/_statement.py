"""Edits of whole statements."""

from portlens.formats.nginx.syntax import Directive
from portlens.text.edit import Edit
from portlens.text.span import Span


def without_statement(directive: Directive, text: str) -> Edit:
    """Return the edit that removes a statement, and its line where nothing else stands there."""
    start, end = directive.head.start, directive.end
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    line_start = start
    while line_start and text[line_start - 1] in " \t":
        line_start -= 1
    if line_start and text[line_start - 1] not in "\r\n":
        return Edit(Span(start, end), "")
    for line_end in ("\r\n", "\n", "\r"):
        if text.startswith(line_end, end):
            return Edit(Span(line_start, end + len(line_end)), "")
    return Edit(Span(start, end), "")
