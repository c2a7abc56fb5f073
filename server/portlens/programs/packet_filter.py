"""What files of packet filters have in common: ways into the machine on which they lie."""

from collections.abc import Callable, Iterator

from portlens.model.address import Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program, Topology
from portlens.text.pause import pause
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

ITSELF = Address("name", "")


def filter_program(
    document: Document, workspace: Workspace, leads_here: Callable[[PortUse], bool]
) -> Program:
    """Return what a file is to its machine: ways in, and no socket of its own.

    `leads_here` tells of a use whether its packets are for the machine itself.
    """
    subject = document.source

    def make() -> Program:
        topology = Topology(connections=tuple(_ways_in(subject, leads_here)))
        return Program({subject.path: subject}, (), lambda: topology, Facts(is_description=True))

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


_PROGRAMS: Memo[Program] = Memo(128)


def _ways_in(document: Document, leads_here: Callable[[PortUse], bool]) -> Iterator[Connection]:
    for use in document.uses:
        pause()
        port = use.port
        if port is None or port.first is None or port.last is None or port.name:
            continue
        if leads_here(use):
            space, place = machine_of(document.path), Place(document.path, port.span)
            yield Connection(
                space, ITSELF, use.transport, port.first, port.last, use.owner, place, None, use
            )
