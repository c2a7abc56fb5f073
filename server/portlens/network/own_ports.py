"""What a container's own ports are to it: asked once for all connections to one of them."""

from collections.abc import Set as AbstractSet

from portlens.model.socket import Connection, Place, PortSpace
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
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
        self._for_others: dict[tuple[PortSpace, int], AbstractSet[Place]] = {}
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

    def places_for_others(
        self, network: "Network", space: PortSpace, port: int
    ) -> AbstractSet[Place]:
        """Return where a container is told `port` as one of an address by which others reach it.

        So it is in `BASE_URL: http://localhost:8081` and in Kafka's advertised listeners. What
        stands in a file of variables is none of the settings that speak of a port.
        """
        found = self._for_others.get((space, port))
        if found is None:
            found = self._for_others[space, port] = _for_others(network, space, port)
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


def _for_others(network: "Network", space: PortSpace, port: int) -> AbstractSet[Place]:
    texts = {
        path: document.text
        for node in network.nodes.get(space, ())
        for path in {each.path for each in node.settings_at}
        for program in network.reading(path)[:1]
        if (document := program.documents.get(path)) is not None
    }
    return {
        made.place
        for made in network.made_in(space, port)
        if made.host is not None
        and made.place.path in texts
        and not is_implied(made)
        and (made.maker == "clients" or _is_for_others(made, texts[made.place.path]))
    }


def _is_for_others(made: Connection, text: str) -> bool:
    start = made.use.span.start
    begin = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    return made.maker in ("anybody", "page") and _OWN_ADDRESS.search(text, begin, start) is not None


_LONGEST = 200
# Not `ASPNETCORE_URLS`, which is to listen on, nor `LISTEN_URL`.
_OWN_ADDRESS = regex(
    r"(?i)(?<![\w.-])(?!\w*(?:listen|bind))\w*(?:ur[li]|origins?|issuer|domain|endpoint|callback|site)"
    r"[\"']?[ \t]*[:=][ \t]*[\"']?(?:https?|wss?)://\Z"
)


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
