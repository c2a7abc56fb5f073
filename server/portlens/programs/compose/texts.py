"""What the settings of a service say as text, but for its lists of ports."""

from collections.abc import Iterable
from itertools import repeat

from portlens.formats._yaml.nodes import Node, entries
from portlens.programs.compose.service import Body
from portlens.programs.compose.whole import START, only_document, services_by_place
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest


def texts(body: Body) -> Iterable[str]:
    """Return what the service's definitions say, but for their lists of ports.

    Where an alias brings in something from elsewhere, the whole file is part of it: the very same
    text for each of thousands of services.
    """
    definitions = body.definitions
    document = only_document(definitions)
    if document is None:
        return (_TEXTS(each.document).get(START(each), each.document.text) for each in definitions)
    return map(_TEXTS(document).get, map(START, definitions), repeat(document.text))


def _texts_of(document: Document) -> dict[int, str]:
    """Return what each service of a file says, by where its name begins."""
    text = document.text
    return {
        start: _without_ports(text, node)
        for start, node in pausing(services_by_place(document).items())
    }


_TEXTS = Latest(_texts_of, 32)


# The asterisk of `listen_addresses='*'` is none.
_ALIAS = regex(r"(?<![^\s\[{,])\*[^\s*]|\A\*")


def _without_ports(text: str, node: Node) -> str:
    if _ALIAS.search(node.span.of(text)):
        return text
    parts, position = [], node.span.start
    for key, value in entries(node):
        if key.value == "ports" and value.span.start >= position:
            parts.append(text[position : value.span.start])
            position = value.span.end
    return "".join((*parts, text[position : node.span.end]))
