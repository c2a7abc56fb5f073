"""firewalld's files: ports of the machine on which they lie, to which they let others connect."""

from collections.abc import Iterator

from portlens.formats.firewalld.entry import Entry
from portlens.formats.registry import format_named
from portlens.model.port_use import PortUse
from portlens.programs.packet_filter import filter_program
from portlens.programs.program import Program
from portlens.programs.services.names import definers_for as definers
from portlens.programs.services.names import with_names as resolved
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["definers", "program_of", "programs_at", "resolved"]

_FOLDERS = ("/etc/firewalld/services", "/etc/firewalld/zones", "/etc/firewalld/policies")
_MOST_FILES = 200


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a service, a zone or a policy is to its machine."""
    return filter_program(document, workspace, _leads_here)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the services, zones and policies that the machine below a folder has of its own."""
    firewalld = format_named("firewalld")
    for folder in _FOLDERS:
        for name in workspace.names_in(root + folder)[:_MOST_FILES]:
            document = workspace.document(f"{root}{folder}/{name}", firewalld)
            if document is not None and document.format is firewalld:
                yield program_of(document, workspace)


def _leads_here(use: PortUse) -> bool:
    """Tell whether the port is one of the machine: a policy may be about what it forwards."""
    entry = use.detail
    if not isinstance(entry, Entry) or entry.kind == "policy":
        return False
    return entry.part == "port" or (entry.part == "to" and not entry.has_address)
