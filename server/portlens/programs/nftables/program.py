"""nftables' files: ports of the machine on which they lie, that packets are let through to."""

from collections.abc import Iterator

from portlens.formats.nftables.entry import Entry
from portlens.formats.registry import format_named
from portlens.model.port_use import PortUse
from portlens.programs.packet_filter import filter_program
from portlens.programs.program import Program
from portlens.programs.services.names import definers_for as definers
from portlens.programs.services.names import with_names as resolved
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["definers", "program_of", "programs_at", "resolved"]

_FILE = "/etc/nftables.conf"


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a file of rules is to its machine."""
    return filter_program(document, workspace, _leads_here)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the rules of the machine below a folder."""
    nftables = format_named("nftables")
    document = workspace.document(root + _FILE, nftables)
    if document is not None and document.format is nftables:
        yield program_of(document, workspace)


def _leads_here(use: PortUse) -> bool:
    """Tell whether the rule is about what comes to the machine: it may forward for others too."""
    return isinstance(use.detail, Entry) and use.detail.is_incoming
