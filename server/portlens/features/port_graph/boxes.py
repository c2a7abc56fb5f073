"""The boxes of the graph: what listens and connects, in the projects and networks it is part of."""

from collections.abc import Callable, Iterable, Sequence
from posixpath import basename, dirname

from portlens.catalogue.catalogue import Catalogue
from portlens.features.port_graph.apart import nodes_apart, told_apart
from portlens.features.port_graph.box import Box, port_shown
from portlens.features.port_graph.graph import GraphGroup, GraphNode, Mark, id_of
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Place, PortSpace, Socket
from portlens.network.naming import name_of_use
from portlens.network.network import GROUP
from portlens.programs.given import Container
from portlens.programs.node import Node
from portlens.programs.program import Program
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.phrase import Language, Phrase


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
        self._members: dict[PortSpace, list[Box]] = {}  # of containers that share one
        self._given: dict[PortSpace, list[tuple[Container, Box]]] = {}  # files, by such a space

    def groups(self) -> tuple[GraphGroup, ...]:
        """Return every group as it is shown."""
        return told_apart(self._groups.values(), self._files)

    def nodes(self) -> tuple[GraphNode, ...]:
        """Return every box as it is shown."""
        files = {box.id: box.path for box in self._boxes.values() if box.path}
        return nodes_apart((box.node() for box in pausing(self._boxes.values())), files)

    def call(self, program: Program) -> None:
        """Note down what a program's files call the project that its containers are of."""
        name = program.topology.name
        for node in program.nodes if name else ():
            self._names[node.space.id.rpartition("#")[0]] = name

    def container(self, space: PortSpace, nodes: Sequence[Node]) -> None:
        """Add a container, or those that share one port space: each is a box, and all a group.

        A service on the machine's own network is a box by itself.
        """
        if space.kind == "container":
            networks = dict.fromkeys(each for node in nodes for each in node.networks)
            group = self._networks(space, networks)
            if len({node.owner for node in nodes}) > 1:
                self._share(space, nodes, group)
            else:
                self._box(("container", space.id), nodes[0].owner, group, nodes[0].place)
            return
        for node in nodes:
            box = self._box(
                ("host network", space.id, node.owner),
                node.owner,
                self.host(space, None),
                node.place,
            )
            self._owners[space, node.owner] = box

    def _share(self, space: PortSpace, nodes: Sequence[Node], parent: str) -> None:
        """Add the containers of one port space, whose network is that of one of them."""
        name = space.id.rpartition("#")[2]
        holder = next((node.owner for node in nodes if node.owner == name), nodes[0].owner)
        group = id_of(("shared", space.id))
        label = NETWORK_OF.fill(service=holder).to(self._language)
        self._groups.setdefault(group, GraphGroup(group, "network", label, parent))
        members = self._members.setdefault(space, [])
        for node in sorted(nodes, key=lambda node: node.owner != holder):
            key: tuple[str, ...] = ("container", space.id)
            shown = node.owner
            if node.owner != holder:
                key = *key, node.owner
                shown = INSIDE.fill(service=node.owner, holder=holder).to(self._language)
            box = self._owners[space, node.owner] = self._box(key, shown, group, node.place)
            members += [box] if box not in members else []
            if node.files is not None:
                self._given.setdefault(space, []).append((node.files, box))

    def serving(self, space: PortSpace, port: int, transport: str, caller: Box | None) -> Box:
        """Return the box of a container that listens on `port`.

        Where several share the network and none is seen to, it is that of `caller` if that is one
        of them, and else of the one whose network it is.
        """
        members = self._members.get(space, ())
        serving = (box for box in members if box.port_at(port, transport) is not None)
        found = next(serving, None) or (caller if caller in members else None)
        return found or self.of(space, "", None)

    def is_for_member(self, box: Box, socket: Socket) -> bool:
        """Tell whether a port that one container only publishes is one that another listens on."""
        members = self._members.get(socket.space, ())
        if socket.certainty != "usual" or box.place == socket.place:
            return False
        ports = socket.first, socket.transport
        return any(other is not box and other.port_at(*ports) is not None for other in members)

    def is_on(self, machine: PortSpace, owner: str) -> bool:
        """Tell whether `owner` is a service on the machine's own network."""
        return (machine, owner) in self._owners

    def of(
        self, space: PortSpace, owner: str, program: Program | None, place: Place | None = None
    ) -> Box:
        """Return the box of a container, or of `program` on a machine.

        Where several share the network, it is that of the one which is given the file of `place`.
        """
        if (space, owner) in self._owners:
            return self._owners[space, owner]
        for files, box in self._given.get(space, ()):
            if place is not None and files.has(place.path):
                return box
        if space.kind == "container":
            # A program may run in a container that no project speaks of.
            label = space.id.rpartition("#")[2] or basename(space.id)
            return self._box(("container", space.id), label, None, None)
        path = (program.first_path if program else "") or space.id
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
        port = port_shown(key, socket, name, mark)
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


NETWORK_OF = Phrase("network of {service}", "{service} のネットワーク")
INSIDE = Phrase("{service} (in {holder})", "{service}（{holder} 内）")
HOST = Phrase("Host", "ホスト")
OTHER_HOST = Phrase("Another host", "別のホスト")
