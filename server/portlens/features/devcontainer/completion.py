"""Completion in a devcontainer.json: a port that is to stand in a list, where nothing does yet."""

from portlens.formats.devcontainer.reader import read
from portlens.model.port_use import PortRange, PortUse
from portlens.text.plain import strip_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document


def unread(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the empty place at `offset` among the items of `forwardPorts` or `appPort`.

    JSON gives it no value, so the text is read as if a number stood there already.
    """
    before = strip_blanks(document.text[:offset])[-1:]
    after = strip_blanks(document.text[offset:])[:1]
    if before not in _BEFORE or after not in _BEHIND:
        return None
    text = f"{document.text[:offset]}1{document.text[offset:]}"
    typed = Span(offset, offset + 1)
    here = Span(offset, offset)
    for use in read(text, document.path).uses:
        if use.span == typed:
            return use._replace(span=here, port=PortRange(here, None, None)), here
    return None


_BEFORE = frozenset({"[", ","})
_BEHIND = frozenset({"]", ",", "}", "", '"'} | set("0123456789"))
