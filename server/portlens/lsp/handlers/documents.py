"""Texts that are opened, changed and closed."""

import posixpath

from lsprotocol import types

from portlens.lsp.handlers import diagnostics, surroundings
from portlens.lsp.open_text import OpenText
from portlens.lsp.session import Methods, Session
from portlens.workspace.settings_file import OWN, SHARED
from portlens.workspace.uris import path_of


def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """Take the text, whatever its format: it may become one of ours while it is edited."""
    item = params.text_document
    text = OpenText(item.uri, item.language_id, item.version, item.text)
    session.touch(text)
    _show(session, text)


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Apply the changes in their order; one of a text that is not open is of no use to anybody."""
    text = session.open_texts.get(path_of(params.text_document.uri))
    if text is None:
        return
    for change in params.content_changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = change.range.start, change.range.end
            text.buffer.replace(
                (start.line, start.character),
                (end.line, end.character),
                change.text,
                session.client.encoding,
            )
        else:
            text.replace_all(change.text)
    text.version = params.text_document.version
    session.touch(text)
    _show(session, text)


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """Let go of the text and take back what was said of it."""
    path = path_of(params.text_document.uri)
    text = session.open_texts.get(path)
    if text is not None:
        session.forget(path)
        diagnostics.push_nothing(session, text)
        if surroundings.speaks_of_others(text.path):
            surroundings.start_over(session)


def _show(session: Session, text: OpenText) -> None:
    """Have findings shown that `text` changes: its own, or those of all that it speaks of."""
    is_settings = posixpath.basename(text.path) in {OWN, SHARED}
    if is_settings and not session.configuration.is_sound(text.path):
        return  # half typed: what was said before holds until this is whole, or saved
    if surroundings.speaks_of_others(text.path):
        surroundings.start_over(session)
    else:
        diagnostics.push_soon(session)


METHODS: Methods = {
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
}
