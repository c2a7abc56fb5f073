"""A Compose file with all its sections, those as well that have no say in ports."""

from collections.abc import Mapping

from portlens.formats._yaml.nodes import Node
from portlens.formats.compose.reader import whole_compose_file
from portlens.formats.compose.services import ComposeFile, services
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest

_MOST_KEPT = 32  # files


def whole_file(document: Document) -> ComposeFile:
    """Return the YAML of a file, whole; no documents where the text is damaged."""
    read = document.reading.tree
    # A template was read with other words in the place of its placeholders.
    if isinstance(read, ComposeFile) and read.is_yaml and read.text == document.text:
        return read
    return _READ_WHOLE(document)


def services_by_place(document: Document) -> Mapping[int, Node]:
    """Return the services of a file by where their names begin."""
    return _SERVICES(document)


def _by_place(document: Document) -> Mapping[int, Node]:
    return {
        service.key.start: service.node
        for top in whole_file(document).documents
        for service in pausing(services(top))
    }


_READ_WHOLE = Latest(lambda document: whole_compose_file(document.text), _MOST_KEPT)
_SERVICES = Latest(_by_place, _MOST_KEPT)
