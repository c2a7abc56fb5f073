"""nftables' files: ports of the machine on which they lie, that packets are let through to."""

from collections.abc import Iterator

from portlens.formats.nftables.entry import Entry
from portlens.formats.registry import format_named
from portlens.model.address import Address
from portlens.model.socket import Connection, Place
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program, Topology
from portlens.programs.services.names import definers as services_near
from portlens.programs.services.names import with_names
from portlens.text.pause import pause
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_FILE = "/etc/nftables.conf"
ITSELF = Address("name", "")


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a file of rules is to its machine: ways in, and no socket of its own."""
    subject = document.source

    def make() -> Program:
        topology = Topology(connections=tuple(_ways_in(subject)))
        return Program({subject.path: subject}, (), lambda: topology, Facts(is_description=True))

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the rules of the machine below a folder."""
    nftables = format_named("nftables")
    document = workspace.document(root + _FILE, nftables)
    if document is not None and document.format is nftables:
        yield program_of(document, workspace)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of names that only a services file nearby knows."""
    return with_names(document, workspace)


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return services_near(document.path, workspace)


_PROGRAMS: Memo[Program] = Memo(128)


def _ways_in(document: Document) -> Iterator[Connection]:
    """Yield what comes to the machine itself: what it forwards is for the ports of others."""
    for use in document.uses:
        pause()
        port, entry = use.port, use.detail
        if port is None or port.first is None or port.last is None or port.name:
            continue
        if not isinstance(entry, Entry) or entry.is_not:
            continue
        if entry.side != "dport" or entry.hook != "input":
            continue
        space, place = machine_of(document.path), Place(document.path, port.span)
        yield Connection(
            space, ITSELF, use.transport, port.first, port.last, use.owner, place, None, use
        )
