"""Service names beside port numbers."""

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.inlay_hints import inlay_hints
from portlens.features.port_markdown import port_markdown
from portlens.lsp.convert import Json, markup, to_position, to_span
from portlens.lsp.session import Methods, Session


def on_inlay_hints(session: Session, params: types.InlayHintParams) -> list[Json]:
    """Return the hints of a range; their tooltips are made when somebody looks."""
    document = session.document(params.text_document.uri)
    if document is None:
        return []
    encoding = session.client.encoding
    span = to_span(document.lines, params.range, encoding)
    return [
        {
            "position": to_position(document.lines, hint.offset, encoding),
            "label": hint.label,
            "paddingLeft": True,
            "data": {"port": hint.port, "transport": hint.transport},
        }
        for hint in inlay_hints(document, span, session.context(document))
    ]


def on_resolve(session: Session, hint: Json) -> Json:
    """Add the tooltip: the same page as a hover shows."""
    data = hint.get("data")
    port = data.get("port") if isinstance(data, dict) else None
    if not isinstance(port, int) or not isinstance(data, dict):
        return hint
    transport = data.get("transport")
    text = port_markdown(
        catalogue(), port, session.language, transport if isinstance(transport, str) else None
    )
    return {**hint, "tooltip": markup(text, is_markdown=True)}


METHODS: Methods = {
    types.TEXT_DOCUMENT_INLAY_HINT: on_inlay_hints,
    types.INLAY_HINT_RESOLVE: on_resolve,
}
