"""iptables' files: ports of the machine on which they lie, that packets are let through to."""

from collections.abc import Iterator

from portlens.formats.iptables.entry import Entry
from portlens.formats.registry import format_named
from portlens.model.port_use import PortUse
from portlens.programs.packet_filter import filter_program
from portlens.programs.program import Program
from portlens.programs.services.names import definers_for as definers
from portlens.programs.services.names import with_names as resolved
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["definers", "program_of", "programs_at", "resolved"]

_UFW = tuple(
    f"/etc/ufw/{name}{six}.rules" for name in ("before", "user", "after") for six in ("", "6")
)
_FILES = (
    *("/etc/iptables/rules.v4", "/etc/iptables/rules.v6"),
    *("/etc/iptables/iptables.rules", "/etc/iptables/ip6tables.rules"),
    *_UFW,
    *("/etc/sysconfig/iptables", "/etc/sysconfig/ip6tables"),
)


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a file of rules is to its machine."""
    return filter_program(document, workspace, _leads_here)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the rules of the machine below a folder."""
    iptables = format_named("iptables")
    for name in _FILES:
        document = workspace.document(root + name, iptables)
        if document is not None and document.format is iptables:
            yield program_of(document, workspace)


def _leads_here(use: PortUse) -> bool:
    """Tell whether the rule is about what comes to the machine: it may forward for others too."""
    entry = use.detail
    if not isinstance(entry, Entry):
        return False
    return entry.is_incoming or (entry.part == "to" and not entry.has_address)
