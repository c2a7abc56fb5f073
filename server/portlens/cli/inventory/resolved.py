"""`ports --resolved`: what programs really open, after all their files are put together."""

from collections.abc import Collection, Iterator, Sequence

from portlens.catalogue.catalogue import Catalogue
from portlens.cli.inventory.record import Record
from portlens.cli.inventory.where import beside
from portlens.model.port_use import PortUse
from portlens.network.naming import name_of_use
from portlens.programs.program import opened, program_of
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def resolved_records(
    found: Sequence[tuple[str, Document]],
    left_out: Collection[str],
    workspace: Workspace,
    catalogue: Catalogue,
) -> Iterator[Record]:
    """Yield one record for each socket of the programs that the documents belong to.

    A document comes with its path as shown; those at the paths `left_out` count for nothing. A
    program whose main file is one of a larger program is a part of that, as what is included
    is, and each program counts once. So does what several have by the same main file: a Compose
    project, and the same with what a development container adds.
    """
    paths = {document.path: shown for shown, document in found}
    counted = [one for one in found if one[1].path not in left_out]
    programs = [_files(document, workspace) for _, document in counted]
    readers: dict[str, set[tuple[str, ...]]] = {}  # by path
    for files in programs:
        for path in files:
            readers.setdefault(path, set()).add(files)
    told: set[tuple[str, ...]] = set()
    known: dict[str, set[tuple[object, ...]]] = {}  # by main file, what was told of it
    for (shown, document), files in zip(counted, programs, strict=True):
        if files in told or any(larger[0] not in files for larger in readers[files[0]]):
            continue
        told.add(files)
        before = known.setdefault(files[0], set())
        found_here = [(_key(there, use), there, use) for there, use in opened(document, workspace)]
        for key, there, use in found_here:
            if key not in before:
                place = paths.get(there.path) or beside(shown, document.path, there.path)
                yield Record(place, there, use, name_of_use(use, catalogue))
        before |= {key for key, *_ in found_here}


def _key(document: Document, use: PortUse) -> tuple[object, ...]:
    return document.path, use.span, use.address, use.transport, use.owner, use.port, use.target


def _files(document: Document, workspace: Workspace) -> tuple[str, ...]:
    """Return the files of the program of `document` that open sockets, its main file first.

    A `.env` gives values alone, and may be that of several projects.
    """
    documents = program_of(document, workspace).documents
    found = tuple(path for path, each in documents.items() if each.format.has_sockets)
    return found or (document.path,)
