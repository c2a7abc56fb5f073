"""What the programs around a document make together: who reaches whom, and what serves there.

`network_of` puts it together; every question after that is a look into a table. It needs the
whole of the files, so a rule asks for it only once it has something to ask.
"""

from collections.abc import Collection, Mapping, Sequence

from portlens.catalogue.catalogue import Catalogue
from portlens.model.address import ANY_IPV4
from portlens.model.socket import Connection, Place, PortSpace, Socket
from portlens.network.handover import left_to
from portlens.network.numbered import is_numbered
from portlens.network.own_ports import OwnPorts
from portlens.network.reached import NOBODY, UNKNOWN, Reached
from portlens.network.socket_table import SocketTable
from portlens.network.spoken import Spoken
from portlens.network.usual_ports import usual_ports
from portlens.programs.node import Name, Node
from portlens.programs.program import Program
from portlens.text.lazy import Lazy
from portlens.text.pause import pause, pausing

# Containers of one name: whoever connects to it asks for all of them. Of more nothing is told.
_MOST_SHARING = 32
GROUP = "hosts "  # before the name of a group, in the id of its machine


class Network(SocketTable):
    """The port spaces of some programs, with their sockets and connections.

    Sockets of a space are those that its programs ask for, what the project publishes there
    and exposes, and the usual ports of its image; `certainty` tells them apart.
    """

    def __init__(self, programs: Sequence[Program], catalogue: Catalogue, group: str = "") -> None:
        """Put `programs` together; `group`, if any, names the one machine that they run on."""
        super().__init__()
        self.programs = tuple(programs)
        self.group = group
        self._own: dict[int, tuple[Socket, ...]] = {}  # by program
        self.nodes: dict[PortSpace, list[Node]] = {}
        self.connections: list[Connection] = []
        self._whole: dict[PortSpace, int] = {}  # how many nodes have a program that is whole
        self._partial: set[PortSpace] = set()
        self._alone: set[PortSpace] = set()
        self._names: dict[str, list[tuple[Name, Node]]] = {}
        self._nameless: dict[str, list[Node]] = {}  # by their service
        self._members: dict[str, list[Node]] = {}  # by network
        self._known: dict[tuple[str, ...], dict[str, Node]] = {}  # by the caller's networks
        self._shared: dict[tuple[str, tuple[str, ...]], tuple[PortSpace, ...]] = {}  # by name, too
        self.own_ports = OwnPorts()
        self._spoken = Spoken()
        self._made: dict[tuple[PortSpace, int], list[Connection]] = {}
        self._written: dict[str, list[Connection]] = {}
        self._named: dict[str, list[Connection]] = {}
        self._callers: dict[PortSpace, list[Connection]] | None = None
        for program in programs:
            for node in program.nodes:
                pause()
                self._add_node(node, catalogue)
        for program in programs:
            self._add(program)

    def reading(self, path: str) -> Sequence[Program]:
        """Return the programs that read the file at `path`."""
        return self._reading.get(path, ())

    @Lazy
    def _reading(self) -> Mapping[str, Sequence[Program]]:
        found: dict[str, list[Program]] = {}
        for program in pausing(self.programs):
            for path in pausing(program.documents):
                found.setdefault(path, []).append(program)
        return found

    @Lazy
    def has_descriptions(self) -> bool:
        """Tell whether any of the programs only tells of a container, as a Dockerfile does."""
        return any(one.facts.is_description for one in self.programs)

    @Lazy
    def has_defaults(self) -> bool:
        """Tell whether any socket that a program asks for hangs on a variable's default."""
        return any(each.certainty == "default" for one in self.programs for each in one.sockets)

    def is_whole(self, space: PortSpace) -> bool:
        """Tell whether everything that listens in a container is certain, and nothing unseen."""
        nodes = self.nodes.get(space, ())
        return bool(nodes) and self._whole.get(space) == len(nodes)

    def is_alone(self, space: PortSpace) -> bool:
        """Tell whether a container runs one program, whose configuration is seen."""
        return space in self._alone and len(self.nodes.get(space, ())) == 1

    def may_serve(
        self, space: PortSpace, port: int, transport: str, besides: Collection[Place] = ()
    ) -> bool:
        """Tell whether something may listen on `port` in a container, seen or not.

        So does what its settings speak of: `--listen :9001`, `PORT: 3000`. `besides` are the
        places where they speak of the port in what is judged itself.
        """
        if self.is_whole(space):
            return any(
                socket.certainty != "usual" for socket in self.serving(space, port, transport)
            )
        serving = self.serving(space, port, transport)
        if space in self._partial or any(socket.place not in besides for socket in serving):
            return True
        return self.times_spoken(space, port) > len(besides)

    def times_spoken(self, space: PortSpace, port: int) -> int:
        """Return how often the settings of a container have the number `port`."""
        return self._spoken.times(space, self.nodes.get(space, ()), port)

    def made_in(self, space: PortSpace, port: int) -> Sequence[Connection]:
        """Return the connections that a container makes to `port`, wherever that is."""
        return self._made.get((space, port), ())

    def written_in(self, path: str) -> Sequence[Connection]:
        """Return the connections that the file at `path` speaks of."""
        return self._written.get(path, ())

    def named_in(self, path: str) -> Sequence[Connection]:
        """Return those of files in no format of ours that the file at `path` names."""
        return self._named.get(path, ())

    def reached(self, connection: Connection) -> Reached:
        """Return where a connection leads."""
        address = connection.address
        if address.is_dockers_resolver and connection.space.kind == "container":
            return UNKNOWN  # that is the engine, whatever listens in the container
        if not address.text or address.is_loopback or address.is_wildcard:
            return Reached("reached", (self.space_here(connection.space),))
        if address.family != "name":
            return UNKNOWN
        name = address.text.casefold()
        node = self.node_of(connection)
        if node is None:
            return UNKNOWN
        for other, space in node.hosts.items():
            if other.casefold() == name:
                return Reached("reached", (self.space_here(space),)) if space else UNKNOWN
        if node.is_on_bridge:
            return self._on_bridge(name, node)
        shared = self._sharing(name, node.networks)
        if shared:
            is_much = len(shared) > _MOST_SHARING
            return UNKNOWN if is_much else Reached("reached", shared)
        return self._without(name, node) if node.is_seen and name not in node.beside else UNKNOWN

    def node_of(self, connection: Connection) -> Node | None:
        """Return the container whose names a connection is looked up with."""
        nodes = self.nodes.get(connection.space, ())
        return next((node for node in nodes if node.networks), nodes[0] if nodes else None)

    def names_known_to(self, node: Node) -> Mapping[str, Node]:
        """Return the names by which a container reaches others, each with whom it means."""
        known = self._known.get(node.networks)
        if known is None:
            known = self._known[node.networks] = {}
            for network in node.networks:
                for there in self._members.get(network, ()):
                    for name in there.names:
                        if name.network == network:
                            known.setdefault(name.text, there)
        return known

    def is_known_to(self, node: Node, space: PortSpace) -> bool:
        """Tell whether a container reaches another by a name."""
        return any(
            name.network in node.networks
            for there in self.nodes.get(space, ())
            for name in there.names
        )

    def connections_to(self, socket: Socket) -> list[Connection]:
        """Return the connections that reach a socket: who talks to this port."""
        return self.connections_at(socket.space, socket.transport, socket.first, socket.last)

    def connections_at(
        self, space: PortSpace, transport: str, first: int, last: int
    ) -> list[Connection]:
        """Return the connections that reach a port of a space from `first` to `last`."""
        if self._callers is None:
            callers: dict[PortSpace, list[Connection]] = {}
            for connection in self.connections:
                if connection.maker == "clients" or connection.use.role != "connects":
                    continue
                found = self.reached(connection)
                for there in found.spaces if found.kind == "reached" else ():
                    callers.setdefault(there, []).append(connection)
            self._callers = callers
        return [
            connection
            for connection in self._callers.get(space, ())
            if connection.transport == transport
            and connection.first <= last
            and first <= connection.last
        ]

    def space_here(self, space: PortSpace) -> PortSpace:
        """Return which space `space` is here: machines of one group are one machine."""
        is_grouped = self.group and space.kind == "machine" and not space.is_far
        return PortSpace("machine", f"{GROUP}{self.group}") if is_grouped else space

    def placed(self, socket: Socket) -> Socket:
        """Return a socket in the space that it has here."""
        space = self.space_here(socket.space)
        return socket if space is socket.space else socket._replace(space=space)

    def sockets_of(self, program: Program) -> Sequence[Socket]:
        """Return the sockets of one of the programs, each in the space that it has here."""
        return self._own.get(id(program), ())

    def _sharing(self, name: str, networks: tuple[str, ...]) -> tuple[PortSpace, ...]:
        """Return the containers that have a name on one of the caller's networks."""
        spaces = self._shared.get((name, networks))
        if spaces is None:
            # Two projects around one file are apart, whatever their networks are called.
            named = self._names.get(name, ())
            shared = (there.space for written, there in named if written.network in networks)
            spaces = self._shared[name, networks] = tuple(dict.fromkeys(shared))
        return spaces

    def _on_bridge(self, name: str, node: Node) -> Reached:
        """Return where a name leads on the default bridge: of others there, to nobody."""
        for there in self._nameless.get(name, ()) if name not in node.beside else ():
            if there.is_on_bridge and there is not node and _is_beside(there, node):
                return Reached("nameless", (there.space,), there.owner)
        return UNKNOWN

    def _without(self, name: str, node: Node) -> Reached:
        """Return where a name leads that nobody on the networks of a container has."""
        others = [there for _, there in self._names.get(name, ()) if _is_beside(there, node)]
        if others:
            return Reached("unreachable", tuple(dict.fromkeys(there.space for there in others)))
        for there in self._nameless.get(name, ()):
            if _is_beside(there, node):
                return Reached("nameless", (there.space,), there.owner)
        return UNKNOWN if "." in name or is_numbered(name, self._names) else NOBODY

    def _add_node(self, node: Node, catalogue: Catalogue) -> None:
        self.nodes.setdefault(node.space, []).append(node)
        if not node.networks:
            self._nameless.setdefault(node.owner.casefold(), []).append(node)
        for name in node.names:
            self._names.setdefault(name.text.casefold(), []).append((name, node))
        for network in dict.fromkeys(name.network for name in node.names):
            self._members.setdefault(network, []).append(node)
        if node.space.kind == "container":
            ports, is_sure = usual_ports(node.image, node.runs, catalogue, node.port_variables)
            if not is_sure:
                self._partial.add(node.space)
            for port, transport in ports:
                usual = Socket(
                    node.space, ANY_IPV4, transport, port, port, node.owner, node.place, "usual"
                )
                self.add(usual)

    def _add(self, program: Program) -> None:
        topology = program.topology
        spaces = {socket.space for socket in program.sockets}
        spaces |= {connection.space for connection in topology.connections}
        if program.facts.is_alone:
            self._alone |= spaces
        for space in spaces if not (topology.nodes or program.facts.is_description) else ():
            if space.kind == "container" and program.facts.is_whole:
                self._whole[space] = self._whole.get(space, 0) + 1
            elif space.kind == "container":
                self._partial.add(space)
        placed = map(self.placed, pausing(program.sockets))
        own = self._own[id(program)] = left_to(program, self.programs, placed)
        for socket in (*own, *map(self.placed, topology.inner)):
            pause()
            self.add(socket)
        for connection in topology.connections:
            pause()
            self.connections.append(connection)
            if connection.first == connection.last:
                made = self._made.setdefault((connection.space, connection.first), [])
                made.append(connection)
            self._written.setdefault(connection.place.path, []).append(connection)
            if connection.named_at is not None:
                self._named.setdefault(connection.named_at.path, []).append(connection)


def _is_beside(one: Node, other: Node) -> bool:
    """Tell whether two containers are of one project."""
    return _project_of(one.space) == _project_of(other.space)


def _project_of(space: PortSpace) -> str:
    """Return the project of a container, or of a service that is on the network of its machine."""
    return space.id.rpartition("#")[0] if space.kind == "container" else space.id
