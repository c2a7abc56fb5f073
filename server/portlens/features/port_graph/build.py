"""How the graph is put together from the networks of a workspace's documents."""

from collections.abc import Callable, Container, Iterable, Iterator

from portlens.catalogue.catalogue import Catalogue
from portlens.features.port_graph.box import Box
from portlens.features.port_graph.boxes import Boxes, name_behind
from portlens.features.port_graph.graph import GraphEdge, GraphNode, Mark, PortGraph, id_of
from portlens.features.port_graph.marked import Marked
from portlens.features.use_text import is_written
from portlens.model.socket import Connection, Place, PortSpace, Socket
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.handover import is_replaced
from portlens.network.left_out import left_out_of
from portlens.network.naming import name_of_use
from portlens.network.network import Network
from portlens.programs.entry import Entries
from portlens.programs.program import Program, program_of
from portlens.text.pause import pause
from portlens.text.phrase import Language, Phrase
from portlens.workspace.document import Document

# So many addresses outside are drawn for one caller; of an ssh_config with hundreds of hosts
# nobody wants to see more than that there are more.
_MOST_OUTSIDE = 6


def port_graph(
    documents: Iterable[Document],
    marked: Marked,
    context_of: Callable[[Document], Context],
    catalogue: Catalogue,
    language: Language,
) -> PortGraph:
    """Return what the programs of `documents` listen on, publish and connect to.

    `marked` are the places that rules speak of. What a user suppressed is none, and is drawn like
    any other port. What one of the documents leaves out of its program is
    not drawn.
    """
    builder = _Builder(marked, catalogue, language)
    every = sorted(documents, key=lambda each: each.path)
    drawn: set[str] = set(left_out_of(every, context_of))
    own = [
        program
        for document in every
        if document.path not in drawn
        and (program := program_of(document, context_of(document).workspace)).first_path
        == document.path
    ]
    parts = _parts(own)
    drawn |= parts
    for document in every:
        if document.path not in drawn:
            network = network_of(document, context_of(document))
            drawn.update(path for program in network.programs for path in program.documents)
            builder.add(network, parts)
    return builder.graph()


def _parts(programs: Iterable[Program]) -> frozenset[str]:
    """Return the main files of those programs that are a part of another one, and drawn with it.

    So is a Compose file that another project includes or extends.
    """
    used_by: dict[str, list[str]] = {}  # of each file, the main files of the programs it is in
    for program in programs:
        pause()
        for path in program.documents:
            used_by.setdefault(path, []).append(program.first_path)
    return frozenset(
        path
        for path, mains in used_by.items()
        if path in mains
        and any(main != path and path not in used_by.get(main, ()) for main in mains)
    )


class _Builder:
    """The boxes and arrows of the networks so far; what two networks share is drawn once."""

    def __init__(self, marked: Marked, catalogue: Catalogue, language: Language) -> None:
        self.marked = marked
        self.catalogue = catalogue
        self.language = language
        self.boxes = Boxes(language)
        self.published: dict[str, GraphNode] = {}
        self.outside: dict[str, GraphNode] = {}
        self.edges: dict[str, GraphEdge] = {}
        self.idle: set[PortSpace] = set()  # containers that nobody starts
        self._of_caller: dict[str, dict[str, int]] = {}
        self._entries = Entries()

    def graph(self) -> PortGraph:
        nodes = (*self.published.values(), *self.boxes.nodes(), *self.outside.values())
        linked = {end for edge in self.edges.values() for end in (edge.source, edge.target)}
        # A service without a port that nobody speaks of is no part of a picture of ports.
        shown = tuple(node for node in nodes if node.ports or node.id in linked)
        return PortGraph(self.boxes.groups(), shown, tuple(self.edges.values()))

    def add(self, network: Network, parts: Container[str]) -> None:
        """Add a network: first all that listens, since arrows lead to it.

        Nobody starts the containers of a program whose main file is one of the `parts`, or is a
        part of another here.
        """
        self.boxes.space_here = network.space_here
        programs = self._running(network, parts)
        for program in programs:
            self.boxes.call(program)
        for space in (each for each in network.nodes if each not in self.idle):
            pause()
            self.boxes.container(space, network.nodes[space])
        for space in network.spaces:
            if space.kind == "container":
                self._fill(network, space)
        for program in programs:
            for socket in program.sockets:
                pause()
                if socket.target is not None or socket.space.kind != "machine":
                    continue
                if program.facts.starts and not self.boxes.is_on(socket.space, socket.owner):
                    # An entry whose container side is no port: published, to nowhere.
                    group = self.boxes.host(socket.space, None)
                    node = self.boxes.published(socket, group, self._mark(socket), "")
                    self.published.setdefault(node.id, node)
                else:
                    box = self.boxes.of(socket.space, socket.owner, program)
                    opening = self._entries.opening(socket, program.documents)
                    name = name_of_use(opening, self.catalogue)
                    self._listen(box, network.placed(socket), name)
        for program in programs:
            self._lead(network, program)

    def _running(self, network: Network, parts: Container[str]) -> list[Program]:
        """Return the programs that are started, and note the containers of the others."""
        here = _parts(network.programs)
        idle = [
            each for each in network.programs if each.first_path in parts or each.first_path in here
        ]
        spaces = (node.space for program in idle for node in program.nodes)
        self.idle = {space for space in spaces if space.kind == "container"}
        return [
            each
            for each in network.programs
            if each not in idle and not is_replaced(each, network.programs)
        ]

    def _fill(self, network: Network, space: PortSpace) -> None:
        """Let a container listen on its sockets."""
        pause()
        if space in self.idle:
            return
        nodes = network.nodes.get(space, ())
        places = {node.place for node in nodes}
        # What one listens on comes before what another, whose network that is, only publishes.
        sockets = sorted(
            network.sockets(space),
            key=lambda each: each.certainty == "usual" and each.place not in places,
        )
        for socket in sockets:
            node = next((each for each in nodes if each.owner == socket.owner), None)
            node = node or next(iter(nodes), None)
            name = name_behind(socket, node, self.catalogue)
            box = self.boxes.of(space, socket.owner, None, socket.place)
            if not self.boxes.is_for_member(box, socket):
                self._listen(box, socket, name)

    def _lead(self, network: Network, program: Program) -> None:
        for socket in (*program.sockets, *program.topology.picked):
            self._publish(network, socket)
        for connection in program.topology.connections:
            # What a firewall lets in is no more made by it than what clients are told.
            if connection.maker == "clients" or connection.use.role in {"permits", "filters"}:
                continue
            if connection.space in self.idle:
                continue
            place = connection.place
            caller = self.boxes.of(connection.origin, connection.owner, program, place)
            document = program.documents.get(connection.place.path)
            self._connect(network, caller, connection, document)

    def _listen(self, box: Box, socket: Socket, name: str) -> None:
        if socket.address.family != "unix":
            self.boxes.listen(box, socket, name, self._mark(socket))

    def _publish(self, network: Network, socket: Socket) -> None:
        pause()
        target = socket.target
        if target is None:
            return
        box = self.boxes.serving(target.space, target.first, socket.transport, None)
        unserved = _served(network, target.space, target.first, socket.transport)
        unserved = "unserved" if self._is_in_vain(target.place) else unserved
        group = self.boxes.host(socket.space, target.space)
        name = box.name_at(target.first, socket.transport)
        node = self.boxes.published(socket, group, self._mark(socket) or unserved, name)
        self.published.setdefault(node.id, node)
        ports = box.ports_of(target, socket)
        label = str(target.first)
        for port in ports:
            edge = GraphEdge("", "publishes", node.id, box.id, port, label, unserved, socket.place)
            self._edge(edge)

    def _connect(
        self, network: Network, caller: Box, connection: Connection, document: Document | None
    ) -> None:
        pause()
        found = network.reached(connection)
        first, last, transport = connection.first, connection.last, connection.transport
        text = f"{first}" if first == last else f"{first}-{last}"
        ends: Iterable[tuple[str, str | None, Mark]] = (
            end
            for space in found.spaces
            for end in self._ends(network, space, first, transport, caller)
        )
        if found.kind in {"nobody", "unknown"}:
            ends = ((self._outside(caller, connection, document), None, "unknown"),)
        elif found.kind == "nameless":
            boxes = [self.boxes.of(space, found.owner, None) for space in found.spaces]
            ends = [(box.id, box.port_at(first, transport), "nameless") for box in boxes]
        for target, port, mark in ends:
            shown: Mark = "unreachable" if found.kind == "unreachable" else mark
            if shown in ("", "unknown") and self._is_in_vain(
                connection.named_at or connection.place
            ):
                shown = "unserved"
            if connection.maker == "page":
                shown = shown or "unknown"
            # That a container asks itself how it is (a health check, a probe) is no news: the port
            # is its own, though nothing else may say so. A page on `localhost` at which nobody is
            # seen to listen is for a browser on the host.
            is_open = connection.maker in ("anybody", "page")
            is_news = shown and not (connection.maker == "check" and shown == "unknown")
            if target != caller.id or (is_news and not is_open):
                place = connection.place
                self._edge(GraphEdge("", "connects", caller.id, target, port, text, shown, place))

    def _ends(
        self, network: Network, space: PortSpace, port: int, transport: str, caller: Box
    ) -> Iterator[tuple[str, str | None, Mark]]:
        """Yield the nodes of a space that a connection to `port` may mean, each with its port."""
        if space.kind == "container":
            box = self.boxes.serving(space, port, transport, caller)
            yield box.id, box.port_at(port, transport), _served(network, space, port, transport)
            return
        for socket in network.serving(space, port, transport):
            listening = self.boxes.listening(space, socket)
            if socket.target is not None:
                yield self.boxes.published_id(socket), None, ""
            elif listening is not None:
                address = socket.address.text
                yield listening.id, listening.port_at(port, transport, address), ""

    def _outside(self, caller: Box, connection: Connection, document: Document | None) -> str:
        text = connection.address.text if _is_written(connection, document) else "?"
        seen = self._of_caller.setdefault(caller.id, {})
        if seen.setdefault(text, len(seen)) >= _MOST_OUTSIDE:
            text = OTHERS.to(self.language)
            key = id_of(("others", caller.id))
        else:
            key = id_of(("outside", text))
        node = GraphNode(key, "unknown", text, None, (), connection.place)
        self.outside.setdefault(key, node)
        return key

    def _edge(self, edge: GraphEdge) -> None:
        key = id_of(edge[:-1])
        self.edges.setdefault(key, edge._replace(id=key))

    def _mark(self, socket: Socket) -> Mark:
        spans = self.marked.conflicts.get(socket.place.path)
        return "conflict" if spans is not None and spans.meets(socket.place.span) else ""

    def _is_in_vain(self, place: Place) -> bool:
        spans = self.marked.in_vain.get(place.path)
        return spans is not None and spans.meets(place.span)


def _is_written(connection: Connection, document: Document | None) -> bool:
    """Tell whether the text of a connection has its address."""
    host = connection.host.of(document.text) if document is not None and connection.host else ""
    return is_written(connection.address, host)


def _served(network: Network, space: PortSpace, port: int, transport: str) -> Mark:
    """Return how it stands with a port of a container: nothing to say, unserved or unknown."""
    if network.may_serve(space, port, transport):
        return ""
    return "unserved" if network.is_whole(space) else "unknown"


OTHERS = Phrase("more addresses", "その他のアドレス")
