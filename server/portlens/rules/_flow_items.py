"""Items of a list in brackets, as YAML and JSON have it."""

from portlens.text.edit import Edit
from portlens.text.plain import BLANKS, strip_blanks
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document


def flow_removal(item: Span, document: Document) -> Edit | None:
    """Return the edit that takes an item and the comma before it out of a list in brackets.

    None for the first item, and where a comment stands beside the item or may hold the comma.
    """
    text = document.text
    comma = len(text[: item.start].rstrip(BLANKS)) - 1
    behind = strip_blanks(text[item.end : item.end + _NEAR])[:1]
    if comma < 0 or text[comma] != "," or behind not in _ENDS:
        return None
    line = document.lines.line_span(document.lines.position(comma).line)
    is_above = line.end < item.start
    if is_above and _COMMENT.search(text, line.start, comma):
        return None
    return Edit(Span(len(text[:comma].rstrip(" \t")), item.end), "")


_NEAR = 400
_ENDS = frozenset({",", "]"})
_COMMENT = regex(r"#|//|/\*")
