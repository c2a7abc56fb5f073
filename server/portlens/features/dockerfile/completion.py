"""Completion in a Dockerfile: one more port behind EXPOSE."""

import re

from portlens.formats.dockerfile.lines import Instruction
from portlens.formats.dockerfile.stages import Dockerfile
from portlens.model.port_use import PortRange, PortUse
from portlens.text.plain import BLANKS
from portlens.text.span import Span
from portlens.workspace.document import Document


def unread(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the use of a port that would stand at `offset`, between or behind those of EXPOSE."""
    tree = document.reading.tree
    here = Span(offset, offset)
    for stage in tree.stages if isinstance(tree, Dockerfile) else ():
        for step in stage.steps:
            if step.instruction.keyword == "EXPOSE" and _is_in(step.instruction, offset, document):
                port = PortRange(here, None, None)
                return PortUse("container", here, port, owner=stage.owner), here
    return None


def _is_in(instruction: Instruction, offset: int, document: Document) -> bool:
    """Tell whether `offset` is behind the keyword, next to a blank, in the same instruction."""
    line, text = instruction.line, document.text
    keyword = len(line.text[: instruction.start].rstrip(BLANKS))
    if line.span(keyword - 1, keyword).end >= offset or text[offset - 1] not in BLANKS:
        return False
    end = instruction.span.end
    goes_on = rf"(?:[ \t]|{re.escape(instruction.escape)}[ \t]*\r?\n)*"
    return offset <= end or re.fullmatch(goes_on, text[end:offset]) is not None
