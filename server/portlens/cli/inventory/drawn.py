"""The graph of ports for the outputs that others draw: how parts of it are called and nested."""

from collections.abc import Iterator, Mapping, Sequence

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.cli.inputs import Input
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.graph import GraphGroup, GraphNode, GraphPort, Mark, PortGraph
from portlens.features.port_graph.marked import marked
from portlens.network.context import Context
from portlens.text.phrase import Language
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# A mark is told by a sign and not by colour alone.
SIGNS: dict[Mark, str] = {
    "": "",
    "conflict": "⚠",
    "unserved": "⊘",
    "unreachable": "⊗",
    "nameless": "⊖",
    "unknown": "?",
}


def graph_of(found: Sequence[Input], workspace: Workspace, language: Language) -> PortGraph:
    """Return the graph of the files that were asked for."""
    known = catalogue()
    contexts = {
        one.document.path: Context(known, one.configured.settings, workspace)
        for one in found
        if one.document
    }
    documents = [one.document for one in found if one.document]
    analyses = {each.path: analyse(each, contexts[each.path]) for each in documents}

    def context_of(document: Document) -> Context:
        return contexts[document.path]

    return port_graph(documents, marked(documents, analyses), context_of, known, language)


def said(port: GraphPort) -> str:
    """Return a port in words: its sign, the number, the name; `~` where only custom says so."""
    custom = "" if port.certainty == "certain" else "~"
    return " ".join(filter(None, (SIGNS[port.mark], port.text, custom, port.name)))


def nested(graph: PortGraph) -> Iterator[tuple[int, GraphGroup | GraphNode | None]]:
    """Yield groups and nodes with their depth, each group's end as None; empty groups are left out.

    What is in no group stands at depth 1, as the outermost groups do.
    """
    inside: dict[str | None, list[GraphGroup | GraphNode]] = {}
    for node in graph.nodes:
        inside.setdefault(node.group, []).append(node)
    for group in graph.groups:
        inside.setdefault(group.parent, []).append(group)
    yield from _nested(inside, None, 1)


def _nested(
    inside: Mapping[str | None, Sequence[GraphGroup | GraphNode]], parent: str | None, depth: int
) -> Iterator[tuple[int, GraphGroup | GraphNode | None]]:
    for each in inside.get(parent, ()):
        if isinstance(each, GraphNode):
            yield depth, each
            continue
        inner = list(_nested(inside, each.id, depth + 1))
        if inner:
            yield depth, each
            yield from inner
            yield depth, None
