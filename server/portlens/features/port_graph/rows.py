"""The graph of ports as a list: from the host's port to a service's, and who connects there."""

from collections.abc import Iterable, Iterator

from portlens.features.port_graph.graph import GraphEdge, GraphNode, GraphPort, Mark, PortGraph
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause


class Row(NamedTuple):
    """One port of a service, or of a program on a machine.

    `published` are the ports of the host that lead to it; a program on a machine has its own
    there, and no `port`. `text` is the port as it is asked for, where none is known, and `name`
    what stands behind it. `marks` are those of the ways to it; who is on no network with a service,
    or calls one that has no name, has a row apart from those who reach it.
    """

    node: GraphNode
    port: GraphPort | None
    text: str
    name: str
    published: tuple[GraphNode, ...]
    callers: tuple[GraphNode, ...]
    marks: tuple[Mark, ...]
    own: GraphPort | None


def rows(graph: PortGraph) -> list[Row]:
    """Return a row for each port that is open or asked for, services in the graph's order.

    What only custom says of a service is left out where nobody asks for it; but where somebody asks
    in vain for another port, it tells where the service is to be found.
    """
    ways = _Ways(graph)
    return [row for node in graph.nodes if node.kind != "published" for row in ways.rows(node)]


class _Ways:
    """The arrows by where they lead."""

    def __init__(self, graph: PortGraph) -> None:
        self._nodes = {node.id: node for node in graph.nodes}
        self._machines = {
            group.id for group in graph.groups if group.kind == "host" and not group.is_far
        }
        self._leading: dict[str, dict[tuple[str | None, str], list[GraphEdge]]] = {}
        for edge in graph.edges:
            pause()
            key = edge.port, "" if edge.port else edge.label
            self._leading.setdefault(edge.target, {}).setdefault(key, []).append(edge)

    def rows(self, node: GraphNode) -> Iterator[Row]:
        """Yield the ports of a node: those that it has, and those that are asked for in vain."""
        leading = self._leading.get(node.id, {})
        known: dict[tuple[str | None, str], GraphPort] = {
            (port.id, ""): port for port in node.ports
        }
        is_seen = any(port.certainty == "certain" for port in node.ports)
        ways = (edge for edges in leading.values() for edge in edges)
        is_missed = not is_seen and any(edge.mark == "unserved" for edge in ways)
        for key, port in known.items():
            pause()
            if key in leading or is_missed or port.certainty != "usual":
                for edges in _apart(leading.get(key, ())):
                    yield self._row(node, port, port.text, edges)
        for asked in sorted(leading.keys() - known.keys(), key=lambda key: key[1]):
            for edges in _apart(leading[asked]):
                yield self._row(node, None, asked[1], edges)

    def _row(
        self, node: GraphNode, port: GraphPort | None, text: str, edges: Iterable[GraphEdge]
    ) -> Row:
        ways = list(edges)
        published = [self._nodes[edge.source] for edge in ways if edge.kind == "publishes"]
        callers = [self._nodes[edge.source] for edge in ways if edge.kind == "connects"]
        # Who calls the host's port reaches the service by it.
        callers += [
            self._nodes[edge.source]
            for there in published
            for edges in self._leading.get(there.id, {}).values()
            for edge in edges
        ]
        marks = [edge.mark for edge in ways]
        marks += [one.mark for there in published for one in there.ports]
        marks += [port.mark] if port is not None else []
        is_host = node.group in self._machines
        return Row(
            node,
            None if is_host else port,
            text,
            port.name if port is not None else "",
            (node._replace(label=text),) if is_host else tuple(dict.fromkeys(published)),
            tuple(dict.fromkeys(callers)),
            tuple(mark for mark in dict.fromkeys(marks) if mark),
            port,
        )


def _apart(edges: Iterable[GraphEdge]) -> Iterator[list[GraphEdge]]:
    """Yield the arrows that arrive, and then those that do not, if there are any."""
    every = list(edges)
    lost = [edge for edge in every if edge.mark in _LOST]
    arriving = [edge for edge in every if edge.mark not in _LOST]
    if arriving or not lost:
        yield arriving
    if lost:
        yield lost


_LOST: frozenset[Mark] = frozenset({"unreachable", "nameless"})
