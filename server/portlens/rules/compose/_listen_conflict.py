"""listen-conflict in Compose: two images that usually listen on one port in one network.

Nobody sees what the programs in them are told to listen on, so that this is a hint alone, and
none where a setting speaks of ports.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from portlens.model.finding import Finding, Related
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.node import Node
from portlens.programs.program import program_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{service} shares the network of {other}, and both usually listen on {port}",
    "{service} は {other} とネットワークを共有していますが、どちらも通常 {port} で待ち受けます",
)
HERE = Phrase("{other} is defined here", "{other} はここで定義されています")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each service of the document that comes second on its usual port."""
    if not program_of(document, context.workspace).facts.is_shared:
        return
    network = network_of(document, context)
    for space, nodes in network.nodes.items():
        pause()
        if space.kind == "container" and len(nodes) > 1:
            yield from _of_one(nodes, document, context)


def _of_one(nodes: Sequence[Node], document: Document, context: Context) -> Iterator[Finding]:
    first: dict[tuple[int, str], Node] = {}
    for node in nodes:
        ports = context.catalogue.image(node.image).ports
        if not ports or _is_told(node):
            continue
        other = first.setdefault(ports[0], node)
        if other is not node and node.place.path == document.path:
            where = None if other.place.path == document.path else other.place.path
            related = Related(other.place.span, HERE.fill(other=other.owner), where)
            message = MESSAGE.fill(service=node.owner, other=other.owner, port=ports[0][0])
            yield Finding(node.place.span, message, (related,), severity="hint")


def _is_told(node: Node) -> bool:
    """Tell whether the container may be told to listen elsewhere, or does something else."""
    return bool(node.runs or node.files or any(map(_speaks_of_ports, node.settings)))


@lru_cache(maxsize=64)  # the text of a whole file may be that of all its services
def _speaks_of_ports(text: str) -> bool:
    return _PORTS.search(text) is not None


_PORTS = regex(r"port(?!s *:)|listen|address", re.IGNORECASE)
