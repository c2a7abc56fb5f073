"""A Compose file with all its sections, those as well that have no say in ports."""

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import attrgetter, not_

from portlens.formats._yaml.nodes import Node, entries
from portlens.formats.compose.reader import whole_compose_file
from portlens.formats.compose.services import ComposeFile
from portlens.programs.compose.service import Definition
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest

_MOST_KEPT = 32  # files

Documents = Mapping[str, Document]  # those of a project, by path


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
        for services in whole_file(document).services
        for service in pausing(services)
    }


def node_of(definition: Definition, documents: Documents) -> Node | None:
    """Return what a definition says; None where its file is damaged. `documents` are by path."""
    return services_by_place(documents[definition.path]).get(definition.key.start)


def telling(definitions: Sequence[Definition], documents: Documents) -> Sequence[Definition]:
    """Return those that say more of a service than whom it extends.

    In a chain each service has the definitions of all below it, and most say nothing of their own.
    """
    if len(definitions) == 1:  # as most services have
        (only,) = definitions
        return () if only.key.start in _SILENT(documents[only.path]) else definitions
    document = only_document(definitions, documents)
    if document is None:
        return tuple(
            each for each in definitions if START(each) not in _SILENT(documents[each.path])
        )
    is_silent = map(_SILENT(document).__contains__, map(START, definitions))
    return tuple(compress(definitions, map(not_, is_silent)))


def only_document(definitions: Sequence[Definition], documents: Documents) -> Document | None:
    """Return the file of all `definitions`, if it is one."""
    paths = set(map(_PATH, definitions))
    return documents[paths.pop()] if len(paths) == 1 else None


def _silent(document: Document) -> frozenset[int]:
    return frozenset(
        start
        for start, node in pausing(services_by_place(document).items())
        if all(key.value == "extends" for key, _ in entries(node))
    )


START = attrgetter("key.start")  # where the name of a definition begins
_PATH = attrgetter("path")
_READ_WHOLE = Latest(lambda document: whole_compose_file(document.text), _MOST_KEPT)
_SERVICES = Latest(_by_place, _MOST_KEPT)
_SILENT = Latest(_silent, _MOST_KEPT)
