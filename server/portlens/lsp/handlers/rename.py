"""Renaming a port in all files that speak of it."""

from collections.abc import Sequence
from functools import partial

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from portlens.features.rename import prepare_rename, rename
from portlens.lsp.convert import Json, to_offset, to_range
from portlens.lsp.session import Methods, Session
from portlens.lsp.workspace_edit import workspace_edit
from portlens.model.socket import Place
from portlens.text.escape import label
from portlens.text.phrase import Phrase, in_a_row

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
    if found.left:
        session.inform(_left(session, found.left))
    return workspace_edit(session, document, found.edits)


def _left(session: Session, places: Sequence[Place]) -> Phrase:
    """Return which places a rename leaves, the first of them by name."""
    told = list(dict.fromkeys(map(partial(_told, session), places)))
    if len(told) > _MOST_TOLD:
        return LEFT_MORE.fill(places=in_a_row(told[:_MOST_TOLD]), count=len(told) - _MOST_TOLD)
    return LEFT.fill(places=in_a_row(told))


def _told(session: Session, place: Place) -> str:
    text = session.workspace.text(place.path) or ""
    line = text.count("\n", 0, place.span.start) + 1
    return label(f"{place.path.rpartition('/')[2]}:{line}")


_MOST_TOLD = 5
LEFT = Phrase(
    "the number also stands at {places}; it was left there, since it may be another port",
    "{places} にも同じ番号がありますが、別のポートかもしれないため変更していません",
)
LEFT_MORE = Phrase(
    "the number also stands at {places} and {count} more places; it was left there, since it may be"
    " another port",
    "{places} のほか {count} か所にも同じ番号がありますが、別のポートかもしれないため"
    "変更していません",
)


METHODS: Methods = {
    types.TEXT_DOCUMENT_PREPARE_RENAME: on_prepare,
    types.TEXT_DOCUMENT_RENAME: on_rename,
}
