"""Renaming a port in all files that speak of it."""

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from portlens.features.rename import prepare_rename, rename
from portlens.lsp.convert import Json, to_offset, to_range
from portlens.lsp.session import Methods, Session
from portlens.lsp.workspace_edit import workspace_edit
from portlens.text.phrase import Phrase

REQUEST_FAILED = -32803


def on_prepare(session: Session, params: types.PrepareRenameParams) -> Json | None:
    """Return what would be renamed, or the reason why nothing can be."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return None
    encoding = session.client.encoding
    offset = to_offset(document.lines, params.position, encoding)
    found = prepare_rename(document, offset, session.context(document))
    if isinstance(found, Phrase):
        raise JsonRpcException(found.to(session.language), REQUEST_FAILED)
    span = to_range(document.lines, found.span, encoding)
    return {"range": span, "placeholder": found.text}


async def on_rename(session: Session, params: types.RenameParams) -> Json | None:
    """Return the edits of a rename, in all files at once.

    None of them waits to be confirmed: an editor shows such edits unticked, and a rename without
    them leaves connections that lead nowhere. Who wants to see them first asks for the preview.
    """
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return None
    session.look_again()
    offset = to_offset(document.lines, params.position, session.client.encoding)
    context, new = session.context(document), params.new_name.strip()
    steps = rename(document, offset, new, context, session.resolved_documents)
    found = await session.turns.finish(steps)
    if isinstance(found, Phrase):
        raise JsonRpcException(found.to(session.language), REQUEST_FAILED)
    return workspace_edit(session, document, found)


METHODS: Methods = {
    types.TEXT_DOCUMENT_PREPARE_RENAME: on_prepare,
    types.TEXT_DOCUMENT_RENAME: on_rename,
}
