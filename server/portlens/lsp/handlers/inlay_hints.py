"""Service names beside port numbers."""

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.inlay_hints import hinting
from portlens.features.port_page.markdown import port_markdown
from portlens.lsp.convert import Json, markup, to_position, to_span
from portlens.lsp.session import Methods, Session
from portlens.network.behind import TOLD, Behind, Origin
from portlens.text.escape import label
from portlens.text.typed import cast
from portlens.workspace.steps import Steps


def on_inlay_hints(session: Session, params: types.InlayHintParams) -> Steps[list[Json]]:
    """Return the hints of a range; their tooltips are made when somebody looks."""
    document = session.document(params.text_document.uri)
    if document is None:
        return []
    encoding = session.client.encoding
    span = to_span(document.lines, params.range, encoding)
    return [
        {
            "position": to_position(document.lines, hint.offset, encoding),
            "label": label(hint.label),
            "paddingLeft": True,
            "data": {
                "port": hint.port,
                "transport": hint.transport,
                "name": hint.found.name,
                "origin": hint.found.origin,
            },
        }
        for hint in (yield from hinting(document, span, session.context(document)))
    ]


def on_resolve(session: Session, hint: Json) -> Json:
    """Add the tooltip: the same page as a hover shows."""
    match hint.get("data"):
        case {"port": int(port), "transport": str(transport), "name": str(name), "origin": origin}:
            found = Behind(name, cast("Origin", origin) if origin in TOLD else "nothing")
            text = port_markdown(catalogue(), port, session.language, transport, found)
            return {**hint, "tooltip": markup(text, is_markdown=True)}
    return hint


METHODS: Methods = {
    types.TEXT_DOCUMENT_INLAY_HINT: on_inlay_hints,
    types.INLAY_HINT_RESOLVE: on_resolve,
}
