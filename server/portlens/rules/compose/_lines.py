"""Whole lines of a YAML list."""

import re

from portlens.rules._flow_items import flow_removal
from portlens.text.edit import Edit
from portlens.text.plain import strip_blanks
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_DASH = regex(r"[ \t]*-[ \t]+")
_REST = regex(r"[ \t]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")


def removal(item: Span, document: Document) -> Edit | None:
    """Return the edit that takes out a list item with its lines, or from a list in brackets.

    None where others share its lines, where it is the only one, since an empty list is another
    mistake, or has a name (`&name`) by which others may mean it.
    """
    if document.text.startswith("&", item.start):
        return None
    lines = item_lines(item, document)
    if lines is None:
        return flow_removal(item, document)
    if not _has_siblings(lines, document):
        return None
    return Edit(lines, "")


def _has_siblings(item: Span, document: Document) -> bool:
    """Tell whether an item of the same list stands next to the one with the lines `item`."""
    lines = document.lines
    first, last = lines.position(item.start).line, lines.position(item.end - 1).line
    dash = _DASH.match(document.text, item.start)
    indent = dash[0].partition("-")[0] if dash else ""
    for others in (range(last + 1, lines.line_count), range(first - 1, -1, -1)):
        for number in others:
            line = lines.line_span(number).of(document.text)
            if not strip_blanks(line) or strip_blanks(line).startswith("#"):
                continue
            if line.startswith(indent) and line[len(indent) : len(indent) + 1] in {" ", "\t"}:
                continue  # more of an item
            if re.match(re.escape(indent) + r"-(?:\s|\Z)", line):
                return True
            break
    return False


def item_lines(item: Span, document: Document) -> Span | None:
    """Return the lines of a list item, line breaks included; None in a list on one line."""
    text = document.text
    start = text.rfind("\n", 0, item.start) + 1
    dash = _DASH.match(text, start)
    rest = _REST.match(text, item.end)
    if dash is None or dash.end() != item.start or rest is None:
        return None
    return Span(start, _behind_line_end(text, rest.end()))


def section_lines(key: Span, end: int, document: Document) -> Span | None:
    """Return the lines of a key and its value that ends at `end`; None where others share them."""
    text = document.text
    start = text.rfind("\n", 0, key.start) + 1
    rest = _REST.match(text, end)
    if strip_blanks(text[start : key.start]) or rest is None:
        return None
    return Span(start, _behind_line_end(text, rest.end()))


def _behind_line_end(text: str, end: int) -> int:
    return min(end + (2 if text.startswith("\r\n", end) else 1), len(text))
