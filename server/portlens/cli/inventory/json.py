"""`ports --output-format json`: the contract for scripts."""

from portlens.cli.inventory.record import Inventory, Record
from portlens.cli.terminal import dump_json
from portlens.features.port_graph.graph import GraphNode, GraphPort
from portlens.model.socket import Place


def report(inventory: Inventory) -> str:
    """Return the inventory as one JSON object."""
    ports = [port_record(record) for record in inventory.records]
    answer = {"version": 1, "ports": ports, "links": links(inventory)}
    return dump_json(answer, inventory.stream)


def links(inventory: Inventory) -> list[dict[str, object]]:
    """Return the arrows of the graph, each with both of its ends."""
    graph = inventory.graph()
    nodes = {node.id: node for node in graph.nodes}
    ports = {port.id: port for node in graph.nodes for port in node.ports}
    found: list[dict[str, object]] = []
    for edge in graph.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        own = source.ports[0] if edge.kind == "publishes" else None
        begin = _end(source, own, edge.place, inventory)
        end = ports.get(edge.port or "")
        there = end.place if end is not None else target.place
        found.append(
            {
                "kind": edge.kind,
                "state": edge.mark or "ok",
                "asked": edge.label,
                "from": begin,
                "to": _end(target, end, there, inventory),
            }
        )
    return found


def _end(
    node: GraphNode, port: GraphPort | None, place: Place | None, inventory: Inventory
) -> dict[str, object]:
    path, line, column = inventory.where(place) if place is not None else (None, None, None)
    is_host = node.kind == "published"
    return {
        "kind": "host" if is_host else node.kind,
        "owner": None if is_host else node.label,
        "address": (port.address or None) if port is not None else None,
        "first": (port.first or None) if port is not None else None,
        "last": (port.last or None) if port is not None else None,
        "transport": port.transport if port is not None else None,
        "certainty": port.certainty if port is not None else None,
        "path": path,
        "start": {"line": line, "column": column} if path is not None else None,
    }


def port_record(record: Record) -> dict[str, object]:
    """Return a port use as the contract spells it."""
    use, lines = record.use, record.document.lines
    start, end = lines.position(use.span.start), lines.position(use.span.end)
    return {
        "path": record.shown,
        "format": record.document.format.id,
        "range": {
            "start": {"line": start.line + 1, "column": start.column + 1},
            "end": {"line": end.line + 1, "column": end.column + 1},
        },
        "role": use.role,
        "first": use.port.first if use.port else None,
        "last": use.port.last if use.port else None,
        "transport": use.transport,
        "address": use.address.text if use.address else None,
        "owner": use.owner,
        "target_first": use.target.first if use.target else None,
        "target_last": use.target.last if use.target else None,
        "name": record.name or None,
        "raw": record.raw,
        "resolved": use.resolved,
    }
