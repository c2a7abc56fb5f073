"""`ports --output-format dot`: the graph of ports for Graphviz (`dot -Tsvg`)."""

from portlens.cli.inventory.drawn import SIGNS, nested, said
from portlens.cli.inventory.record import Inventory
from portlens.features.port_graph.graph import GraphEdge, GraphGroup, GraphNode, Mark
from portlens.text.escape import graphviz

_COLORS: dict[Mark, str] = {
    "": "#555555",
    "conflict": "#c00000",
    "unserved": "#b35900",
    "unreachable": "#c00000",
    "nameless": "#c00000",
    "unknown": "#808080",
}
_HEAD = """\
digraph ports {
  graph [rankdir=LR, ranksep=1.1, nodesep=0.15, fontname="sans-serif", fontsize=11, compound=true];
  node [shape=plain, fontname="sans-serif", fontsize=11];
  edge [fontname="sans-serif", fontsize=9, arrowsize=0.6, color="#555555"];
"""


def report(inventory: Inventory) -> str:
    """Return the graph in Graphviz' language, projects and networks as clusters."""
    graph = inventory.graph()
    lines = []
    for depth, part in nested(graph):
        indent = "  " * depth
        if part is None:
            lines.append(f"{indent}}}")
        elif isinstance(part, GraphGroup):
            style = "dashed" if part.kind == "network" else "solid"
            lines += [
                f"{indent}subgraph cluster_{part.id} {{",
                f'{indent}  label=<{graphviz(part.label)}>; style={style}; color="#808080";',
            ]
        else:
            lines.append(f"{indent}{part.id} [label=<{_table(part)}>];")
    lines += map(_edge, graph.edges)
    return _HEAD + "".join(f"{line}\n" for line in lines) + "}\n"


def _table(node: GraphNode) -> str:
    """Return a node as a table of Graphviz' HTML: its name, and a row for each port."""
    name = f"<tr><td><b>{graphviz(node.label)}</b></td></tr>" if node.kind != "published" else ""
    rows = "".join(
        f'<tr><td port="{port.id}" align="left"><font color="{_COLORS[port.mark]}">'
        f"{graphviz(said(port))}</font></td></tr>"
        for port in node.ports
    )
    style = ' style="dashed"' if node.kind == "unknown" else ""
    frame = 'border="1" cellborder="0" cellspacing="0" cellpadding="3"'
    return f"<table {frame}{style}>{name}{rows}</table>"


def _edge(edge: GraphEdge) -> str:
    end = f"{edge.target}:{edge.port}:w" if edge.port else edge.target
    style = "dashed" if edge.mark else "solid"
    color = "#1a6fc0" if edge.kind == "publishes" and not edge.mark else _COLORS[edge.mark]
    label = graphviz(f"{SIGNS[edge.mark]} {edge.label}".strip()) if edge.mark else ""
    shown = f", label=<{label}>" if label else ""
    return f'  {edge.source} -> {end} [color="{color}", style={style}{shown}];'
