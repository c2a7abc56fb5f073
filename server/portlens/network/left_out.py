"""Which files count for nothing while the programs around them run as they usually do."""

from collections.abc import Callable, Iterable

from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.handover import opener_of, replaces
from portlens.programs.facts import LeftOut
from portlens.programs.program import program_of
from portlens.workspace.document import Document

LeftOuts = dict[str, LeftOut]  # by path


def left_out(document: Document, context: Context) -> LeftOut | None:
    """Return why `document` counts for nothing, if so: no program reads it, or opens its sockets.

    Whoever starts a program with that very file is not meant: `docker compose -f`, `sshd -f`.
    """
    program = program_of(document, context.workspace)
    if program.facts.left_out_by is not None or not program.facts.known_as:
        return program.facts.left_out_by
    opener = opener_of(program, network_of(document, context).programs)
    if opener is None or not replaces(opener):
        return None
    return LeftOut(opener.first_path, "handed-over")


def left_out_of(
    documents: Iterable[Document], context_of: Callable[[Document], Context]
) -> LeftOuts:
    """Return those of `documents` that another one of them leaves out, by path.

    A file that is looked at without the one that leaves it out counts as it stands.
    """
    every = {document.path: document for document in documents}
    found = ((path, left_out(each, context_of(each))) for path, each in every.items())
    return {path: why for path, why in found if why is not None and why.by in every}
