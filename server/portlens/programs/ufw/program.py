"""ufw's profiles: ports of the machine on which they lie, to which they let others connect."""

from collections.abc import Iterator

from portlens.formats.registry import format_named
from portlens.programs.packet_filter import filter_program
from portlens.programs.program import Program
from portlens.programs.services.names import definers_for as definers
from portlens.programs.services.names import with_names as resolved
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["definers", "program_of", "programs_at", "resolved"]

_FOLDER = "/etc/ufw/applications.d"
_MOST_FILES = 200


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a file of profiles is to its machine."""
    return filter_program(document, workspace, lambda _use: True)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the profiles of the machine below a folder."""
    ufw = format_named("ufw")
    for name in workspace.names_in(root + _FOLDER)[:_MOST_FILES]:
        document = workspace.document(f"{root}{_FOLDER}/{name}", ufw)
        if document is not None and document.format is ufw:
            yield program_of(document, workspace)
