"""Where the files around a document speak of which port: all places of one port in its space."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from portlens.formats._format import Format, Reading
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, PortSpace, Socket
from portlens.network.around import network_of
from portlens.network.by_port import ByPort
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.network.spot import Port, Spot, spot_at
from portlens.programs.machine import machine_of
from portlens.programs.program import Program, program_of, resolved
from portlens.text.pause import pause, pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.steps import Steps
from portlens.workspace.workspace import Workspace

_WIDEST = 64  # ports; a wider range is not about any one of them


class Places:
    """All places in the files of a network, and the ports that they speak of."""

    def __init__(self, network: Network, workspace: Workspace) -> None:
        self.network = network
        self._documents: dict[str, Document] = {}
        self._spots: dict[Place, Spot] = {}
        self._entries: dict[Place, Place] = {}  # where in an entry its port stands
        self._ports: dict[Place, dict[Port, None]] = {}
        self._places: ByPort[Place] = ByPort()
        for program in network.programs:
            for path, document in program.documents.items():
                if path not in self._documents:
                    self._read(resolved(document, workspace))
        for connection in network.connections:
            pause()
            self._read_named(connection, workspace)
        self._owned: dict[tuple[int, str], list[PortSpace]] = {}  # by program and service
        for program in network.programs:
            for node in program.nodes:
                pause()
                self._owned.setdefault((id(program), node.owner), []).append(node.space)
            self._add(program)
        for document in self._documents.values():
            for use in document.uses:
                pause()
                self._add_value(document.path, use)

    def at(self, document: Document, offset: int) -> Spot | None:
        """Return what speaks of a port at `offset`: its number, or the host it is reached at."""
        written = spot_at(document, offset)
        if written is not None:
            return self._spots.get(written.place, written)
        for connection in self.network.written_in(document.path):
            host = connection.host
            if host is not None and host.start < host.end and host.touches(offset):
                return self._spots.get(connection.place)
        # A port that is written nowhere stands at the name of its service.
        implied = (spot for spot in self._spots.values() if spot.part.is_implied)
        here = (spot for spot in implied if spot.document.path == document.path)
        return next((spot for spot in here if spot.part.span.touches(offset)), None)

    def ports(self, spot: Spot) -> Sequence[Port]:
        """Return the ports that a place speaks of: of several spaces where it counts in each."""
        return tuple(self._ports.get(spot.place, ()))

    def speaking_of(self, ports: Sequence[Port]) -> list[Spot]:
        """Return every place that speaks of one of `ports`, in the order of the text."""
        found = {
            place
            for space, transport, first, last in ports
            for number in range(first, last + 1)
            for place in self._places.each_at((space, transport), number)
        }
        spots = [self._spots[place] for place in sorted(found)]
        # The name of a service stands in only where its port is written nowhere.
        is_written = any(spot.is_origin and not spot.part.is_implied for spot in spots)
        return [
            spot for spot in spots if not (is_written and spot.is_origin and spot.part.is_implied)
        ]

    def containers(self, spot: Spot) -> list[Spot]:
        """Return where the containers are defined whose ports a place speaks of."""
        spaces = dict.fromkeys(port.space for port in self.ports(spot))
        nodes = [node for space in spaces for node in self.network.nodes.get(space, ())]
        return [
            Spot(document, PortUse("container", node.place.span, None), _implied(node.place))
            for node in nodes
            if (document := self._documents.get(node.place.path)) is not None
        ]

    def spot(self, place: Place) -> Spot | None:
        """Return what stands at a place."""
        return self._spots.get(place)

    def is_host(self, place: Place) -> bool:
        """Tell whether `place` is the host of a connection behind which no port is written."""
        written = self.network.written_in(place.path)
        return any(each.place == place and each.host == place.span for each in written)

    def variables(self) -> list[Spot]:
        """Return the places where a variable stands for the port."""
        return [spot for spot in self._spots.values() if spot.part.is_variable]

    def known(self) -> Collection[Place]:
        """Return every place at which a port is written."""
        return self._spots.keys()

    def document(self, path: str) -> Document | None:
        """Return a file of these programs."""
        return self._documents.get(path)

    def _read(self, document: Document) -> None:
        self._documents[document.path] = document
        for use in document.uses:
            pause()
            for part in use.parts:
                if not part.is_implied and not part.is_empty:
                    spot = Spot(document, use, part)
                    self._spots.setdefault(spot.place, spot)
                    if part is use.port:
                        self._entries.setdefault(Place(document.path, use.span), spot.place)

    def _read_named(self, connection: Connection, workspace: Workspace) -> None:
        """Take in the file of a connection that is in no format of ours."""
        path = connection.place.path
        if connection.named_at is not None and path not in self._documents:
            self._read(Document(path, workspace.text(path) or "", _PLAIN))

    def _add(self, program: Program) -> None:
        topology = program.topology
        placed = self.network.placed
        sockets = [placed(socket) for socket in pausing((*program.sockets, *topology.inner))]
        for socket in pausing(sockets):
            self._add_socket(socket)
        opened = {self._entries.get(socket.place, socket.place) for socket in sockets}
        for connection in topology.connections:
            pause()
            self._leads(connection)
            for space in self._reached(connection, program):
                self._link(connection.place, space, connection)
        spaces = {socket.space for socket in program.sockets}
        for path in program.documents:
            machines = () if topology.nodes else spaces or {machine_of(path)}
            for use in self._documents[path].uses:
                pause()
                self._add_use(use, path, program, machines, opened)
        # What only the image listens on is nowhere written but in the service's name.
        names = {node.place for node in topology.nodes}
        for space in dict.fromkeys(node.space for node in topology.nodes):
            for socket in self.network.sockets(space):
                pause()
                if socket.place in names:
                    self._add_socket(socket)

    def _add_use(
        self,
        use: PortUse,
        path: str,
        program: Program,
        machines: Iterable[PortSpace],
        opened: Collection[Place],
    ) -> None:
        """Take in the ports of a use that are no sockets of the program, which are `opened`."""
        inner = use.port if use.role == "container" else use.target
        if inner is not None:
            for space in self._owned.get((id(program), use.service), ()):
                self._link_part(path, space, use, inner)
            return
        # A socket has a space of its own: of two forwards, one may open its end elsewhere.
        if use.port is None or Place(path, use.port.span) in opened:
            return
        if use.role != "listens" and not use.is_own_port:
            return
        for space in machines:
            self._link_part(path, self.network.space_here(space), use, use.port)

    def _add_value(self, path: str, use: PortUse) -> None:
        """Take in the value of a variable: the port of each place where that stands."""
        span = use.port.span if use.port is not None else use.span
        for place in use.feeds:
            for port in self._ports.get(place, ()):
                self._note(Place(path, span), port)

    def _reached(self, connection: Connection, program: Program) -> Sequence[PortSpace]:
        if connection.maker in _OUTSIDE and _is_here(connection.address):
            # To a browser, and to clients, `localhost` is the machine that they run on.
            sockets = program.sockets
            return [*dict.fromkeys(each.space for each in sockets if each.space.kind == "machine")]
        found = self.network.reached(connection)
        return found.spaces if found.kind == "reached" else ()

    def _add_socket(self, socket: Socket) -> None:
        if socket.address.family == "unix":
            return
        place = self._entries.get(socket.place, socket.place)
        use = PortUse("container", place.span, None, socket.transport, owner=socket.owner)
        self._know(place, use, None)
        self._link(place, socket.space, socket)
        spot, target = self._spots.get(place), socket.target
        inner = spot.use.target if spot is not None else None
        if target is not None and inner is not None:
            last = target.first + socket.last - socket.first
            there = socket._replace(first=target.first, last=last)
            self._link(Place(place.path, inner.span), target.space, there)

    def _leads(self, connection: Connection) -> None:
        """Take in the place of a connection: the far end of an entry that leads on is one, too."""
        spot = self._spots.get(connection.place)
        if spot is not None and spot.part is spot.use.target:
            self._spots[connection.place] = spot._replace(use=connection.use)
        self._know(connection.place, connection.use, connection.use.port)

    def _know(self, place: Place, use: PortUse, part: PortRange | None) -> None:
        document = self._documents.get(place.path)
        if document is not None and place not in self._spots:
            part = (part or _implied(place))._replace(span=place.span)
            self._spots[place] = Spot(document, use, part)

    def _link_part(self, path: str, space: PortSpace, use: PortUse, part: PortRange) -> None:
        if part.first is not None and part.last is not None and not part.is_implied:
            port = Port(space, use.transport, part.first, part.last)
            self._note(Place(path, part.span), port)

    def _link(self, place: Place, space: PortSpace, port: Socket | Connection) -> None:
        self._note(place, Port(space, port.transport, port.first, port.last))

    def _note(self, place: Place, port: Port) -> None:
        is_narrow = port.last - port.first < _WIDEST
        ports = self._ports.setdefault(place, {})
        if is_narrow and place in self._spots and port not in ports:
            ports[port] = None
            self._places.add((port.space, port.transport), port.first, port.last, place)


_OUTSIDE = frozenset({"page", "clients"})


def _is_here(address: Address) -> bool:
    return address.is_loopback or address.text == "localhost"


def places_of(document: Document, context: Context) -> Places:
    """Return the places around `document`; the very same as long as its network is."""
    network = network_of(document, context)
    key = network.programs[0].first_path, len(network.programs)
    return _PLACES.value(context.workspace, key, partial(Places, network), parts=(network,))


def placing(document: Document, context: Context) -> Steps[Places]:
    """Do the same in steps, one for each thing that places are made of."""
    document.reading  # noqa: B018 - a document reads its text when it is first asked
    yield
    resolved(document, context.workspace)
    yield
    program = program_of(document, context.workspace)
    yield
    program.topology  # noqa: B018 - a program makes it when it is first asked
    yield
    network_of(document, context)
    yield
    return places_of(document, context)


def _implied(place: Place) -> PortRange:
    return PortRange(place.span, None, None, is_implied=True)


_PLAIN = Format("", "", lambda _text, _path: Reading(), (), ())
_PLACES: Memo[Places] = Memo(8)
