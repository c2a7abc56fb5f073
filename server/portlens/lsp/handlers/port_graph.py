"""The graph of the workspace's ports, for a view that draws it."""

from functools import partial

from portlens.catalogue.load import catalogue
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.graph import GraphEdge, GraphNode, GraphPort
from portlens.features.port_graph.marked import marked
from portlens.lsp.convert import Json, to_position
from portlens.lsp.reading import Judged, judged_now
from portlens.lsp.session import Session
from portlens.model.socket import Place
from portlens.text.escape import label
from portlens.text.pause import pause


async def show_graph(session: Session, *_: object) -> Json:
    """Answer with the groups, nodes and edges; see vscode-extension/src/graph/model.ts."""
    return await judged_now(session, partial(_drawn, session))


def _drawn(session: Session, judged: Judged) -> Json:
    documents, analyses = judged
    graph = port_graph(
        documents, marked(documents, analyses), session.context, catalogue(), session.language
    )
    lines = {document.path: document for document in documents}

    def place(where: Place | None) -> Json | None:
        document = lines.get(where.path) if where else None
        if where is None or document is None:
            return None
        start = to_position(document.lines, where.span.start, session.client.encoding)
        return {"uri": session.uri(where.path), **start}

    def port(each: GraphPort) -> Json:
        pause()
        return {
            "id": each.id,
            "text": label(each.text),
            "name": label(each.name),
            "certainty": each.certainty,
            "mark": each.mark,
            "place": place(each.place),
        }

    def node(each: GraphNode) -> Json:
        return {
            "id": each.id,
            "kind": each.kind,
            "label": label(each.label),
            "group": each.group,
            "ports": list(map(port, each.ports)),
            "place": place(each.place),
        }

    def edge(each: GraphEdge) -> Json:
        pause()
        return {
            "id": each.id,
            "kind": each.kind,
            "from": each.source,
            "to": each.target,
            "toPort": each.port,
            "label": each.label,
            "mark": each.mark,
            "place": place(each.place),
        }

    groups = [each._replace(label=label(each.label))._asdict() for each in graph.groups]
    return {
        "version": 1,
        "groups": groups,
        "nodes": list(map(node, graph.nodes)),
        "edges": list(map(edge, graph.edges)),
    }
