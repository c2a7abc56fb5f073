"""One box of the graph: a container, or a program on a machine, with its ports."""

from portlens.features.asked import TRANSPORTS
from portlens.features.port_graph.graph import GraphNode, GraphPort, Mark, id_of
from portlens.model.socket import Certainty, Place, Socket, Target
from portlens.network.by_port import ByPort

_MOST_ALONE = 1_000  # ports of a range that are looked for by themselves
_SURE: tuple[Certainty, ...] = ("certain", "conditional", "default", "usual")
_LOOPBACKS = frozenset({"127.0.0.1", "::1"})
_MARKED: tuple[Mark, ...] = ("conflict", "unserved", "unreachable", "nameless", "unknown", "")


class Box:
    """A container, or a program on a machine, with the ports on which it listens."""

    def __init__(
        self, key: str, label: str, group: str | None, place: Place | None, path: str
    ) -> None:
        self.path = path  # of the file that speaks of it
        self.id = key
        self.label = label
        self.group = group
        self.place = place
        # By transport and numbers, and there by address: empty for a wildcard.
        self._ports: dict[tuple[str, int, int], dict[str, GraphPort]] = {}
        self._keys: ByPort[tuple[str, int, int]] = ByPort()

    def listen(self, socket: Socket, name: str, mark: Mark) -> None:
        """Add a port; of several sockets on one the surest, and the worst mark, is shown.

        Two addresses are two ports. A wildcard has them all, so there is one port with it, and the
        two loopbacks that one entry of OpenSSH's opens are `localhost`.
        """
        key = socket.transport, socket.first, socket.last
        port = port_shown(self.id, socket, name, mark)
        if key not in self._ports:
            self._keys.add(socket.transport, socket.first, socket.last, key)
        there = self._ports.setdefault(key, {})
        address = "" if "" in there else port.address
        last = next(reversed(there), "")
        if socket.address.is_loopback and last in _LOOPBACKS and there[last].place == port.place:
            there["localhost"] = there.pop(last)
            address = "localhost"
        same = there.values() if not address else filter(None, [there.get(address)])
        for before in list(same):
            # Where the number is written tells more than where the service begins.
            surest = min(
                (before, port),
                key=lambda each: (_SURE.index(each.certainty), each.place == self.place),
            )
            worst = min(before.mark, port.mark, key=_MARKED.index)
            port = surest._replace(name=before.name or port.name, mark=worst)
        if not address:
            there.clear()
        there[address] = port._replace(id=_port_id(self.id, socket, address), address=address)

    def port_at(self, port: int, transport: str, address: str = "") -> str | None:
        """Return the id of what listens on `port`, best on `address`, if that is known."""
        found = self._at(port, transport, address)
        return found.id if found else None

    def ports_of(self, target: Target, published: Socket) -> list[str | None]:
        """Return the ids of the ports to which a published one leads, a None alone where none is.

        A range leads to all of its ports, those that are also told by themselves among them.
        """
        first, transport = target.first, published.transport
        last = first + published.last - published.first
        whole = self._ports.get((transport, first, last)) if last > first else None
        if whole is None or target.place not in {port.place for port in whole.values()}:
            return [self.port_at(first, transport)]
        ids: list[str | None] = [port.id for port in whole.values()]
        for number in range(first, min(last, first + _MOST_ALONE) + 1):
            ids += (port.id for port in self._ports.get((transport, number, number), {}).values())
        return ids

    def name_at(self, port: int, transport: str) -> str:
        """Return what stands behind `port`; empty where nobody knows."""
        found = self._at(port, transport)
        return found.name if found else ""

    def node(self) -> GraphNode:
        """Return the box as it is shown, its ports by number."""
        every = (port for there in self._ports.values() for port in there.values())
        ports = sorted(every, key=lambda port: (port.first, port.transport))
        return GraphNode(self.id, "service", self.label, self.group, tuple(ports), self.place)

    def _at(self, port: int, transport: str, address: str = "") -> GraphPort | None:
        key = next(self._keys.each_at(transport, port), None)
        if key is None:
            return None
        there = self._ports[key]
        return there.get(address) or next(iter(there.values()))


def port_shown(owner: str, socket: Socket, name: str, mark: Mark) -> GraphPort:
    """Return a socket of the box called `owner` as it is shown."""
    address = "" if socket.address.is_wildcard else socket.address.text
    key = _port_id(owner, socket, address)
    # What is no transport may be the value of a variable, which is nobody's business.
    transport = socket.transport if socket.transport in TRANSPORTS else "?"
    return GraphPort(
        *(key, socket.first, socket.last, transport, name),
        *(socket.certainty, mark, socket.place, address),
    )


def _port_id(owner: str, socket: Socket, address: str) -> str:
    return id_of((owner, socket.transport, socket.first, socket.last, address))
