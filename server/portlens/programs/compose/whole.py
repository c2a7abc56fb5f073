"""A Compose file with all its sections, those as well that have no say in ports."""

from collections.abc import Mapping
from functools import lru_cache

from portlens.formats._yaml.nodes import Node
from portlens.formats.compose.reader import whole_compose_file
from portlens.formats.compose.services import ComposeFile, services
from portlens.text.pause import pausing

_MOST_KEPT = 64


@lru_cache(maxsize=_MOST_KEPT)
def whole_file(text: str) -> ComposeFile:
    """Return the YAML of a file, whole; no documents where the text is damaged."""
    return whole_compose_file(text)


@lru_cache(maxsize=_MOST_KEPT)
def services_by_place(text: str) -> Mapping[int, Node]:
    """Return the services of a file by where their names begin."""
    return {
        service.key.start: service.node
        for document in whole_file(text).documents
        for service in pausing(services(document))
    }
