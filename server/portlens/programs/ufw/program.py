"""ufw's profiles: ports of the machine on which they lie, to which they let others connect."""

from collections.abc import Iterator

from portlens.formats.registry import format_named
from portlens.model.address import Address
from portlens.model.socket import Connection, Place
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program, Topology
from portlens.programs.services.names import definers as services_near
from portlens.programs.services.names import with_names
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_FOLDER = "/etc/ufw/applications.d"
_MOST_FILES = 200
ITSELF = Address("name", "")


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what a file of profiles is to its machine: ways in, and no socket of its own."""
    subject = document.source

    def make() -> Program:
        ways_in = tuple(_connections(subject))
        topology = Topology(connections=ways_in)
        return Program({subject.path: subject}, (), lambda: topology, Facts(is_description=True))

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the profiles of the machine below a folder."""
    ufw = format_named("ufw")
    for name in workspace.names_in(root + _FOLDER)[:_MOST_FILES]:
        document = workspace.document(f"{root}{_FOLDER}/{name}", ufw)
        if document is not None and document.format is ufw:
            yield program_of(document, workspace)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of names that only a services file nearby knows."""
    return with_names(document, workspace)


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return services_near(document.path, workspace)


_PROGRAMS: Memo[Program] = Memo(128)


def _connections(document: Document) -> Iterator[Connection]:
    for use in document.uses:
        port = use.port
        if port is None or port.first is None or port.last is None or port.name:
            continue
        space, place = machine_of(document.path), Place(document.path, port.span)
        yield Connection(
            space, ITSELF, use.transport, port.first, port.last, use.owner, place, None, use
        )
