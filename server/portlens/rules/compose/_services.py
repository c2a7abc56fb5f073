"""A document's services, and the places of their keys."""

from bisect import bisect_right
from itertools import chain

from portlens.formats._yaml.nodes import Node, Scalar, entries
from portlens.formats.compose.services import ComposeFile, Service
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest

# Documents of which the services are kept: a rule asks of few at a time, but of each many times.
_MOST_KEPT = 8


def services_of(document: Document) -> tuple[Service, ...]:
    """Return the services that are written in the document."""
    return _SERVICES(document)


def _services(document: Document) -> tuple[Service, ...]:
    tree = document.reading.tree
    if not isinstance(tree, ComposeFile):
        return ()
    return tuple(chain.from_iterable(tree.services))


def services_by_name(document: Document) -> dict[str, Service]:
    """Return them by name; of those with one name, the first."""
    return _BY_NAME(document)


def _by_name(document: Document) -> dict[str, Service]:
    return {service.name: service for service in reversed(services_of(document))}


def key_of(service: Service, name: str) -> tuple[Scalar, Node] | None:
    """Return a key of the service and its value, if the service has it."""
    return next((pair for pair in entries(service.node) if pair[0].value == name), None)


def is_spoken_of(port: int, entry: Span, service: Service, document: Document) -> bool:
    """Tell whether the service's text has the number anywhere but in `entry` itself."""
    text = text_of_service(service, document)
    return text.count(str(port)) > entry.of(document.text).count(str(port))


def text_of_service(service: Service, document: Document) -> str:
    """Return what stands from the service's name to that of the next one."""
    return document.text[service.key.start : _end(service, document)]


def _end(service: Service, document: Document) -> int:
    """Return where the next service begins: settings without ports are not in the tree."""
    starts = _STARTS(document)
    later = bisect_right(starts, service.key.start)
    return starts[later] if later < len(starts) else len(document.text)


def _starts(document: Document) -> list[int]:
    return sorted(service.key.start for service in services_of(document))


_SERVICES = Latest(_services, _MOST_KEPT)
_BY_NAME = Latest(_by_name, _MOST_KEPT)
_STARTS = Latest(_starts, _MOST_KEPT)
