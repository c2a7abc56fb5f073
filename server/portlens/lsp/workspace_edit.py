"""The core's edits as the protocol's workspace edits."""

from collections.abc import Iterable

from portlens.lsp.convert import Json, to_range
from portlens.lsp.session import Session
from portlens.text.edit import Edit
from portlens.text.line_index import LineIndex
from portlens.workspace.document import Document


def workspace_edit(
    session: Session,
    document: Document,
    edits: Iterable[Edit],
    creates: str | None = None,
) -> Json | None:
    """Return `edits`, whose own file is `document`; None where the client cannot make them.

    `creates` is the path of a file that is to be there first. Where the client heeds versions,
    an edit of a text that has changed meanwhile is refused by it rather than garbled.
    """
    if creates is not None and not (
        session.client.creates_files and session.client.versioned_edits
    ):
        return None
    by_path: dict[str, list[Json]] = {}
    for edit in edits:
        path = edit.path or document.path
        lines = _lines(session, document, path, creates)
        if lines is None:
            return None
        changed: Json = {
            "range": to_range(lines, edit.span, session.client.encoding),
            "newText": edit.text,
        }
        by_path.setdefault(path, []).append(changed)
    if not session.client.versioned_edits:
        return {"changes": {session.uri(path): changes for path, changes in by_path.items()}}
    operations: list[Json] = []
    if creates is not None:
        options = {"ignoreIfExists": True}
        operations.append({"kind": "create", "uri": session.uri(creates), "options": options})
    for path, changes in by_path.items():
        text = session.open_texts.get(path)
        identifier = {"uri": session.uri(path), "version": text.version if text else None}
        operations.append({"textDocument": identifier, "edits": changes})
    return {"documentChanges": operations}


def _lines(
    session: Session, document: Document, path: str, creates: str | None
) -> LineIndex | None:
    if path == document.path:
        return document.lines
    opened = session.open_texts.get(path)
    text = opened.buffer.text if opened else session.workspace.text(path)
    if text is None and path == creates:
        text = ""
    return None if text is None else LineIndex(text)
