"""Edits that take something out of a configuration."""

from portlens.formats.nginx.syntax import Directive
from portlens.formats.nginx.word import Word
from portlens.text.edit import Edit
from portlens.text.span import Span


def without_statement(directive: Directive, text: str) -> Edit:
    """Return the edit that removes a statement, and its line where nothing else stands there.

    At the end of a line the blanks before it go as well.
    """
    start, end = directive.start, directive.end
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    line_start = _before_blanks(text, start)
    if line_start and text[line_start - 1] not in "\r\n":
        is_last = text[end : end + 1] in "\r\n"
        return Edit(Span(line_start if is_last else start, end), "")
    for line_end in ("\r\n", "\n", "\r"):
        if text.startswith(line_end, end):
            return Edit(Span(line_start, end + len(line_end)), "")
    return Edit(Span(start, end), "")


def without_word(word: Word, text: str) -> Edit:
    """Return the edit that removes an argument and the blanks before it."""
    start, end = word.span
    if text[start - 1 : start] in {'"', "'"}:
        start -= 1
        end += 1
    return Edit(Span(_before_blanks(text, start), end), "")


def _before_blanks(text: str, start: int) -> int:
    while start and text[start - 1] in " \t":
        start -= 1
    return start
