"""The boxes of the graph: what listens and connects, in the projects and networks it is part of."""

from collections.abc import Callable, Iterable, Sequence
from posixpath import basename, dirname

from portlens.catalogue.catalogue import Catalogue
from portlens.features.asked import TRANSPORTS
from portlens.features.port_graph.apart import nodes_apart, told_apart
from portlens.features.port_graph.graph import GraphGroup, GraphNode, GraphPort, Mark, id_of
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty, Place, PortSpace, Socket
from portlens.network.behind import name_of_use
from portlens.network.by_port import ByPort
from portlens.network.network import GROUP
from portlens.programs.node import Node
from portlens.programs.program import Program
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

_SURE: tuple[Certainty, ...] = ("certain", "conditional", "default", "usual")
_LOOPBACKS = frozenset({"127.0.0.1", "::1"})
_MARKED: tuple[Mark, ...] = ("conflict", "unserved", "unreachable", "unknown", "")


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
        port = _port(self.id, socket, name, mark)
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


class Boxes:
    """All boxes and groups so far; asked for twice, a box is the same."""

    def __init__(self, language: Language) -> None:
        self._groups: dict[str, GraphGroup] = {}
        self._files: dict[str, str] = {}  # the main ones of hosts and projects, by the group's id
        self.space_here: Callable[[PortSpace], PortSpace] = lambda space: space  # in its network
        self._language = language
        self._names: dict[str, str] = {}  # of projects, where their files say it
        self._boxes: dict[str, Box] = {}
        self._listening: dict[tuple[PortSpace, Place], Box] = {}
        self._owners: dict[tuple[PortSpace, str], Box] = {}

    def groups(self) -> tuple[GraphGroup, ...]:
        """Return every group as it is shown."""
        return told_apart(self._groups.values(), self._files)

    def nodes(self) -> tuple[GraphNode, ...]:
        """Return every box as it is shown."""
        files = {box.id: box.path for box in self._boxes.values() if box.path}
        return nodes_apart((box.node() for box in self._boxes.values()), files)

    def call(self, program: Program) -> None:
        """Note down what a program's files call the project that its containers are of."""
        name = program.topology.name
        for node in program.topology.nodes if name else ():
            self._names[node.space.id.rpartition("#")[0]] = name

    def container(self, space: PortSpace, nodes: Sequence[Node]) -> None:
        """Add a container; services that share its port space are one box.

        A service on the machine's own network is a box by itself.
        """
        if space.kind == "container":
            label = " + ".join(dict.fromkeys(node.owner for node in nodes))
            networks = dict.fromkeys(each for node in nodes for each in node.networks)
            group = self._networks(space, networks)
            self._box(("container", space.id), label, group, nodes[0].place)
            return
        for node in nodes:
            box = self._box(
                ("host network", space.id, node.owner),
                node.owner,
                self.host(space, None),
                node.place,
            )
            self._owners[space, node.owner] = box

    def is_on(self, machine: PortSpace, owner: str) -> bool:
        """Tell whether `owner` is a service on the machine's own network."""
        return (machine, owner) in self._owners

    def of(self, space: PortSpace, owner: str, program: Program | None) -> Box:
        """Return the box of a container, or of `program` on a machine."""
        if space.kind == "container":
            # A program may run in a container that no project speaks of.
            label = space.id.rpartition("#")[2] or basename(space.id)
            return self._box(("container", space.id), label, None, None)
        if (space, owner) in self._owners:
            return self._owners[space, owner]
        path = next(iter(program.documents), space.id) if program else space.id
        key = "program", space.id, path
        return self._box(key, basename(path), self.host(space, None), None, path)

    def listening(self, space: PortSpace, socket: Socket) -> Box | None:
        """Return the box that opens a socket of a machine."""
        return self._listening.get((space, socket.place))

    def listen(self, box: Box, socket: Socket, name: str, mark: Mark) -> None:
        """Let a box listen on a socket."""
        box.listen(socket, name, mark)
        self._listening[socket.space, socket.place] = box

    def host(self, machine: PortSpace, container: PortSpace | None) -> str:
        """Return the group of a machine; that of one project alone lies within it."""
        machine = self.space_here(machine)
        project = container.id.rpartition("#")[0] if container else ""
        parent = self._project(project) if project == machine.id else None
        key = id_of(("host", machine.id))
        if key not in self._groups or parent is not None:
            label = (OTHER_HOST if machine.is_far else HOST).to(self._language)
            if parent is None:
                name = basename(dirname(machine.id)) or machine.id.removeprefix(GROUP)
                label = f"{label} ({name})"
            self._files[key] = machine.id
            self._groups[key] = GraphGroup(key, "host", label, parent, is_far=machine.is_far)
        return key

    def published(self, socket: Socket, group: str, mark: Mark, name: str) -> GraphNode:
        """Return the node of a published port."""
        key = self.published_id(socket)
        port = _port(key, socket, name, mark)
        return GraphNode(key, "published", port.text, group, (port,), socket.place)

    def published_id(self, socket: Socket) -> str:
        """Return the id of the node of a published port."""
        where = socket.place.path, socket.place.span.start
        return id_of(("published", *where, socket.transport, socket.first, socket.last))

    def _box(
        self,
        key: Iterable[object],
        label: str,
        group: str | None,
        place: Place | None,
        path: str = "",
    ) -> Box:
        found = id_of(key)
        if found not in self._boxes:
            path = path or (place.path if place is not None else "")
            self._boxes[found] = Box(found, label, group, place, path)
        return self._boxes[found]

    def _networks(self, space: PortSpace, networks: Iterable[str]) -> str:
        """Return the group of the networks of a service, within its project's."""
        project = space.id.rpartition("#")[0]
        parent = self._project(project)
        names = sorted(each.rpartition("#")[2] for each in networks)
        if names in ([], ["default"]):
            return parent
        key = id_of(("networks", project, *names))
        self._groups.setdefault(key, GraphGroup(key, "network", " + ".join(names), parent))
        return key

    def _project(self, project: str) -> str:
        key = id_of(("project", project))
        label = self._names.get(project) or basename(dirname(project)) or basename(project)
        self._files[key] = project
        self._groups.setdefault(key, GraphGroup(key, "project", label))
        return key


class _Detail(NamedTuple):
    """What a port use of a container would know of it."""

    image: str
    service: str
    runs: str


def name_behind(socket: Socket, node: Node | None, catalogue: Catalogue) -> str:
    """Return the name of what answers on a socket of a container, as hovers and lists have it."""
    port = PortRange(socket.place.span, socket.first, socket.last)
    detail = _Detail(node.image, node.owner, node.runs) if node else None
    use = PortUse("container", socket.place.span, port, socket.transport, detail=detail)
    return name_of_use(use, catalogue)


class WrittenNames:
    """The names of what the programs of a machine listen with, by the entries that say so."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        # By document, and there by the place of the entry, or by the number that it opens.
        self._uses: dict[int, dict[Span | int, PortUse]] = {}
        self._documents: list[Document] = []  # kept, so that no other gets the place of one

    def of(self, socket: Socket, program: Program) -> str:
        """Return the name of what listens on a socket of `program`."""
        document = program.documents.get(socket.place.path)
        if document is not None:
            uses = self._in(document)
            # `ListenAddress ::1` opens what a line `Port 2222` says.
            use = uses.get(socket.place.span) or uses.get(socket.first)
            if use is not None:
                return name_of_use(use, self._catalogue)
        return name_behind(socket, None, self._catalogue)

    def _in(self, document: Document) -> dict[Span | int, PortUse]:
        found = self._uses.get(id(document))
        if found is None:
            found = self._uses[id(document)] = {}
            self._documents.append(document)
            for use in document.uses:
                found.setdefault(use.span, use)
                if use.port is not None:
                    found.setdefault(use.port.span, use)
                if use.role == "listens" and use.port is not None and use.port.first is not None:
                    found.setdefault(use.port.first, use)
        return found


def _port(owner: str, socket: Socket, name: str, mark: Mark) -> GraphPort:
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


HOST = Phrase("Host", "ホスト")
OTHER_HOST = Phrase("Another host", "別のホスト")
