"""Document links and code lenses."""

from lsprotocol import types

from portlens.features.code_lens import Lens, code_lenses
from portlens.features.document_links import Link, document_links
from portlens.lsp.convert import Json, to_range, without_none
from portlens.lsp.session import Methods, Session
from portlens.text.escape import label
from portlens.workspace.document import Document
from portlens.workspace.uris import path_of


def on_document_links(session: Session, params: types.DocumentLinkParams) -> list[Json]:
    """Return the links to RFCs and to files that are included."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return []
    found = document_links(document, session.workspace.files)
    return [_link(session, document, link) for link in found]


def _link(session: Session, document: Document, link: Link) -> Json:
    return without_none(
        {
            "range": to_range(document.lines, link.span, session.client.encoding),
            "target": link.url or session.uri(link.path or ""),
            "tooltip": link.tooltip.to(session.language) if link.tooltip else None,
        }
    )


def on_code_lenses(session: Session, params: types.CodeLensParams) -> list[Json]:
    """Return in how many other places a port is used, where the user wants to see that."""
    uri = params.text_document.uri
    if not session.configuration.at(path_of(uri)).code_lens:
        return []
    document = session.resolved_document(uri)
    if document is None:
        return []
    lenses = code_lenses(document, session.context(document), session.language)
    return [_lens(session, document, lens) for lens in lenses]


def _lens(session: Session, document: Document, lens: Lens) -> Json:
    # No command: to show places, every editor has one of its own and none takes plain data.
    return {
        "range": to_range(document.lines, lens.span, session.client.encoding),
        "command": {"title": label(lens.title), "command": ""},
    }


METHODS: Methods = {
    types.TEXT_DOCUMENT_DOCUMENT_LINK: on_document_links,
    types.TEXT_DOCUMENT_CODE_LENS: on_code_lenses,
}
