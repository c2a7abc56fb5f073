"""What the editor shows where the mouse rests."""

from lsprotocol import types

from portlens.features.hover import hover
from portlens.lsp.convert import Json, markup, to_offset, to_range
from portlens.lsp.session import Methods, Session


def on_hover(session: Session, params: types.HoverParams) -> Json | None:
    """Return the hover at a position, if there is something to say."""
    document = session.document(params.text_document.uri)
    if document is None:
        return None
    encoding = session.client.encoding
    offset = to_offset(document.lines, params.position, encoding)
    found = hover(document, offset, session.context(document), session.language)
    if found is None:
        return None
    return {
        "contents": markup(found.markdown, is_markdown=session.client.hover_markdown),
        "range": to_range(document.lines, found.span, encoding),
    }


METHODS: Methods = {types.TEXT_DOCUMENT_HOVER: on_hover}
