"""`ports --resolved`: what programs really open, after all their files are put together."""

from collections.abc import Iterator, Sequence

from portlens.catalogue.catalogue import Catalogue
from portlens.cli.inventory.record import Record
from portlens.cli.inventory.where import beside
from portlens.network.behind import name_of_use
from portlens.programs.program import opened, program_of
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def resolved_records(
    found: Sequence[tuple[str, Document]], workspace: Workspace, catalogue: Catalogue
) -> Iterator[Record]:
    """Yield one record for each socket of the programs that the documents belong to.

    A document comes with its path as shown. A program whose files all belong to larger ones is a
    part of these, as an included file is, and each program counts once.
    """
    paths = {document.path: shown for shown, document in found}
    programs = [_files(document, workspace) for _, document in found]
    largest: dict[str, int] = {}
    for files in programs:
        for path in files:
            largest[path] = max(largest.get(path, 0), len(files))
    told: set[frozenset[str]] = set()
    for (shown, document), files in zip(found, programs, strict=True):
        if files in told or all(len(files) < largest[path] for path in files):
            continue
        told.add(files)
        for there, use in opened(document, workspace):
            place = paths.get(there.path) or beside(shown, document.path, there.path)
            yield Record(place, there, use, name_of_use(use, catalogue))


def _files(document: Document, workspace: Workspace) -> frozenset[str]:
    """Return the files of the program of `document` that open sockets.

    A `.env` gives values alone: the one beside an included file makes of that no program that
    could be compared with the one that includes it.
    """
    documents = program_of(document, workspace).documents
    found = frozenset(path for path, each in documents.items() if each.format.has_sockets)
    return found or frozenset((document.path,))
