"""A document's services, and the places of their keys."""

from collections.abc import Iterator

from portlens.formats.compose.nodes import Node, Scalar, entries
from portlens.formats.compose.services import ComposeFile, Service, services
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
