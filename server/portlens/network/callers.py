"""Who looks up names at a place of a text, and which ports answer to these names."""

from collections.abc import Iterable

from portlens.formats.registry import format_installed_at
from portlens.model.socket import Certainty, PortSpace, Socket
from portlens.network.network import Network
from portlens.programs.node import Node

_ORDER: tuple[Certainty, ...] = ("certain", "conditional", "default", "usual")


def callers(network: Network, path: str, owner: str) -> list[Node]:
    """Return the containers for which the text at `path` speaks.

    Where it defines services itself, that is the one called `owner`, else those that are given
    the file where a program reads it. None where nobody gives it to a container.
    """
    every = [node for nodes in network.nodes.values() for node in nodes]
    if any(program.nodes for program in network.reading(path)):
        return [node for node in every if node.owner == owner]
    spaces = {space for program in network.reading(path) for space in _spaces(program.sockets)}
    return [node for node in every if node.space in spaces or _reads(node, path)]


def names_for(network: Network, nodes: Iterable[Node]) -> dict[str, Node]:
    """Return the names that all of `nodes` know, each with whom the first of them means.

    Services go before the names that containers have besides, and before oneself.
    """
    tables = [(node, network.names_known_to(node)) for node in nodes]
    if not tables:
        return {}
    first, known = tables[0]
    shared = {
        name: there
        for name, there in known.items()
        if all(name in others for _, others in tables[1:]) and there.space != first.space
    }
    return dict(sorted(shared.items(), key=lambda pair: (pair[0] != pair[1].owner, pair[0])))


def served(network: Network, space: PortSpace, transport: str = "tcp") -> list[Socket]:
    """Return what is listened on in a space, each port once: what is certain before the usual."""
    found = [
        socket
        for socket in network.sockets(space)
        if socket.transport == transport and socket.address.family != "unix" and socket.first
    ]
    found.sort(key=lambda socket: (_ORDER.index(socket.certainty), socket.first))
    by_port = {(socket.first, socket.last): socket for socket in reversed(found)}
    return [socket for socket in found if by_port[socket.first, socket.last] is socket]


def _spaces(sockets: Iterable[Socket]) -> set[PortSpace]:
    return {socket.space for socket in sockets if socket.space.kind == "container"}


def _reads(node: Node, path: str) -> bool:
    inside = node.files.inside_of(path) if node.files is not None else ""
    return bool(inside) and format_installed_at(inside) is not None
