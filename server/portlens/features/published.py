"""Which container is behind a port that a packet filter speaks of."""

from portlens.model.port_use import PortUse
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.network.network import network_of
from portlens.programs.machine import machine_of
from portlens.workspace.document import Document


def published_at(document: Document, use: PortUse, context: Context) -> Socket | None:
    """Return a port of the machine that leads to a container, and that `use` asks for.

    Docker has it forwarded, past what filters the packets for the machine itself. It is known
    where the setting `hosts` puts both files on one machine.
    """
    network = network_of(document, context)
    space = network.space_here(machine_of(document.path))
    numbers = use.port.numbers if use.port is not None else range(0)
    for program in network.programs:
        for socket in map(network.placed, program.sockets):
            if socket.target is None or socket.space != space or socket.when:
                continue
            if (
                socket.address.is_loopback
                or socket.certainty != "certain"
                or socket.transport != use.transport
            ):
                continue
            if any(port in numbers for port in (socket.first, socket.last)):
                return socket
    return None
