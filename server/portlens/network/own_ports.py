"""What a container's own ports are to it: asked once for all connections to one of them."""

from collections.abc import Set as AbstractSet

from portlens.model.socket import Connection, Place, PortSpace
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:  # which makes these
    from portlens.network.network import Network


class Meant(NamedTuple):
    """The service that a connection to `localhost` means, and its own port."""

    space: PortSpace
    port: int


class OwnPorts:
    """The answers so far; the network is given to each question, since it keeps these itself."""

    def __init__(self) -> None:
        self._places: dict[tuple[PortSpace, int], AbstractSet[Place]] = {}
        self._meant: dict[tuple[PortSpace, int, str], Meant | None] = {}

    def places(self, network: "Network", space: PortSpace, port: int) -> AbstractSet[Place]:
        """Return where the connections that a container makes to itself have the port in them."""
        found = self._places.get((space, port))
        if found is None:
            found = self._places[space, port] = {
                other.place
                for other in network.made_in(space, port)
                if (other.maker == "check" or other.host is None) and not is_implied(other)
            }
        return found

    def meant_elsewhere(
        self, network: "Network", space: PortSpace, port: int, transport: str
    ) -> Meant | None:
        """Return the one other service that has a port which a container looks for in itself.

        None where the container may have it itself, or several others have it. The container is
        one of one service, with networks.
        """
        key = space, port, transport
        if key not in self._meant:
            self._meant[key] = _meant_elsewhere(network, *key)
        return self._meant[key]


def _meant_elsewhere(
    network: "Network", space: PortSpace, port: int, transport: str
) -> Meant | None:
    (node,) = network.nodes[space]
    # Its settings speak of the port in the connections themselves.
    places = {
        other.place
        for other in network.made_in(space, port)
        if other.owner == node.owner and not is_implied(other)
    }
    if network.may_serve(space, port, transport, places):
        return None
    served = (Meant(one.space, port) for one in network.serving_anywhere(port, transport))
    published = (
        Meant(one.target.space, one.target.first + port - one.first)
        for one in network.published_anywhere(port, transport)
        if one.target is not None
    )
    for meant in (served, published):
        found: set[Meant] = set()
        for one in meant:
            if one.space != space and network.is_known_to(node, one.space):
                found.add(one)
                if len(found) > 1:
                    return None
        if found:
            return found.pop()
    return None


def is_implied(connection: Connection) -> bool:
    """Tell whether the port is written nowhere: the program, or a URL's scheme, implies it."""
    port = connection.use.port
    return port is not None and port.is_implied
