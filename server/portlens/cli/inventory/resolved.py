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

    A document comes with its path as shown. A file that another one includes is part of that
    one's program, and each program counts once.
    """
    paths = {document.path: shown for shown, document in found}
    programs = [program_of(document, workspace).documents for _, document in found]
    largest: dict[str, int] = {}
    for documents in programs:
        for path in documents:
            largest[path] = max(largest.get(path, 0), len(documents))
    told: set[frozenset[str]] = set()
    for (shown, document), documents in zip(found, programs, strict=True):
        files = frozenset(documents)
        if files in told or len(documents) < largest.get(document.path, 0):
            continue
        told.add(files)
        for there, use in opened(document, workspace):
            place = paths.get(there.path) or beside(shown, document.path, there.path)
            yield Record(place, there, use, name_of_use(use, catalogue))
