"""`ports --output-format mermaid`: the graph of ports, for Markdown that draws it."""

from portlens.cli.inventory.drawn import SIGNS, nested, said
from portlens.cli.inventory.record import Inventory
from portlens.features.port_graph.graph import GraphEdge, GraphGroup, GraphNode, PortGraph
from portlens.text.escape import mermaid

_CLASSES = """\
  classDef conflict stroke:#c00000,stroke-width:2px
  classDef unserved stroke:#b35900,stroke-width:2px
  classDef unknown stroke-dasharray:4
"""


def report(inventory: Inventory) -> str:
    """Return a flow chart: projects and networks as boxes, and an arrow for each connection."""
    graph = inventory.graph()
    lines = ["flowchart LR"]
    for depth, part in nested(graph):
        indent = "  " * depth
        if part is None:
            lines.append(f"{indent}end")
        elif isinstance(part, GraphGroup):
            lines.append(f'{indent}subgraph {part.id}["{mermaid(part.label)}"]')
        else:
            lines.append(f"{indent}{_node(part)}")
    lines += map(_edge, graph.edges)
    lines += _classes(graph)
    return "\n".join(lines) + "\n" + (_CLASSES if graph.nodes else "")


def _node(node: GraphNode) -> str:
    ports = [mermaid(said(port)) for port in node.ports]
    if node.kind == "published":
        return f'{node.id}(["{"<br/>".join(ports)}"])'
    return f'{node.id}["{"<br/>".join([mermaid(node.label), *ports])}"]'


def _edge(edge: GraphEdge) -> str:
    label = mermaid(f"{SIGNS[edge.mark]} {edge.label}".strip())
    line = "-.->" if edge.mark else "-->"
    return f'  {edge.source} {line}|"{label}"| {edge.target}'


def _classes(graph: PortGraph) -> list[str]:
    marks = {node.id: {port.mark for port in node.ports} for node in graph.nodes}
    for node in graph.nodes:
        if node.kind == "unknown":
            marks[node.id] = {"unknown"}
    return [
        f"  class {key} {mark}"
        for key, found in marks.items()
        for mark in ("conflict", "unserved", "unknown")
        if mark in found
    ]
