"""Words of EXPOSE with what parts them from others."""

import re

from portlens.text.edit import Edit
from portlens.text.plain import BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_KEYWORD = regex(r"[ \t]*EXPOSE[ \t]+\Z", re.IGNORECASE)


def removal(word: Span, document: Document) -> Edit | None:
    """Return the edit that takes out a word of EXPOSE; with the last one goes the line.

    None where the instruction is written over several lines.
    """
    text = document.text
    line = document.lines.line_span(document.lines.position(word.start).line)
    before, after = text[line.start : word.start], text[word.end : line.end]
    above = text[: line.start].rstrip(BLANKS)
    if not re.match(r"[ \t]*EXPOSE[ \t]", text[line.start : line.end], re.IGNORECASE):
        return None
    if above.endswith(("\\", "`")) or after.rstrip(BLANKS).endswith(("\\", "`")):
        return None
    if _KEYWORD.match(before) and not after.strip(BLANKS):
        end = line.end
        end += 2 if text.startswith("\r\n", end) else 1
        return Edit(Span(line.start, min(end, len(text))), "")
    blanks = len(before) - len(before.rstrip(" \t"))
    if _KEYWORD.match(before):
        return Edit(Span(word.start, word.end + len(after) - len(after.lstrip(" \t"))), "")
    return Edit(Span(word.start - blanks, word.end), "")
