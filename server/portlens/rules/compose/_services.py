"""A document's services, and the places of their keys."""

from collections.abc import Iterator

from portlens.formats.compose.nodes import Node, Scalar, entries
from portlens.formats.compose.services import ComposeFile, Service, services
from portlens.text.span import Span
from portlens.workspace.document import Document


def services_of(document: Document) -> Iterator[Service]:
    """Yield the services that are written in the document."""
    tree = document.reading.tree
    if isinstance(tree, ComposeFile):
        for node in tree.documents:
            yield from services(node)


def key_of(service: Service, name: str) -> tuple[Scalar, Node] | None:
    """Return a key of the service and its value, if the service has it."""
    return next((pair for pair in entries(service.node) if pair[0].value == name), None)


def is_spoken_of(port: int, entry: Span, service: Service, document: Document) -> bool:
    """Tell whether the service's text has the number anywhere but in `entry` itself."""
    text = document.text[service.key.start : _end(service, document)]
    return text.count(str(port)) > entry.of(document.text).count(str(port))


def _end(service: Service, document: Document) -> int:
    """Return where the next service begins: settings without ports are not in the tree."""
    later = [other.key.start for other in services_of(document)]
    return min((start for start in later if start > service.key.start), default=len(document.text))
