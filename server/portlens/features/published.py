"""Which container is behind a port that a packet filter speaks of."""

from collections.abc import Iterator

from portlens.model.port_use import PortUse
from portlens.model.socket import Socket
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.machine import machine_of
from portlens.text.escape import code_span
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def published_at(document: Document, use: PortUse, context: Context) -> Socket | None:
    """Return a port of the machine that leads to a container, and that `use` asks for.

    Docker has it forwarded, past what filters the packets for the machine itself. It is known
    where the setting `hosts` puts both files on one machine.
    """
    network = network_of(document, context)
    space = network.space_here(machine_of(document.path))
    numbers = use.port.numbers if use.port is not None else range(0)
    for program in pausing(network.programs):
        for socket in map(network.placed, pausing(program.sockets)):
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


def forwarded(
    document: Document, use: PortUse, context: Context, passed: tuple[str, str]
) -> Iterator[Phrase]:
    """Yield that packets to a published port pass `passed`, and not the chain in which `use` is."""
    socket = published_at(document, use, context) if use.port is not None else None
    if socket is not None:
        first, second = passed
        yield FORWARDED.fill(owner=code_span(socket.owner), first=first, second=second)


FORWARDED = Phrase(
    "{owner} publishes this port. Docker, as it is set up by default, forwards to the container"
    " what comes from other machines: that passes {first} and {second}, and not this chain.",
    "このポートは {owner} が公開しています。既定の Docker は他のマシンからのパケットをコンテナーに"
    "転送するため、{first} と {second} は通りますが、このチェーンは通りません。",
)
