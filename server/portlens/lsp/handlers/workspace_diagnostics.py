"""Findings of files that are not open, for those who want to see them."""

from functools import partial

from lsprotocol import types

from portlens.lsp.convert import Json
from portlens.lsp.handlers.diagnostics import diagnosing_now, result_id
from portlens.lsp.reading import read_folders
from portlens.lsp.session import Methods, Session
from portlens.workspace.uris import path_of


async def on_workspace_pull(session: Session, params: types.WorkspaceDiagnosticParams) -> Json:
    """Answer with the findings of every file; with none where only open files are to be judged.

    Files whose findings the client has already are "unchanged"; those that it has findings of
    and that are gone get an empty report.
    """
    previous = {path_of(each.uri): each for each in params.previous_result_ids}
    items: list[Json] = []

    if session.settings.diagnostic_mode == "workspace":
        await read_folders(session)
        for document in session.documents():
            begin = partial(diagnosing_now, session, document)
            found = await session.turns.current(document.path, begin, patient=True)
            known = previous.pop(document.path, None)
            text = session.open_texts.get(document.path)
            items.append(
                _report(
                    session.uri(document.path),
                    found,
                    known.value if known else None,
                    text.version if text else None,
                )
            )
    items += (_report(gone.uri, [], gone.value, None) for gone in previous.values())
    return {"items": items}


def _report(uri: str, items: list[Json], known: str | None, version: int | None) -> Json:
    new = result_id(items)
    report: Json = {"uri": uri, "version": version, "resultId": new}
    if known == new:
        return {**report, "kind": "unchanged"}
    return {**report, "kind": "full", "items": items}


METHODS: Methods = {types.WORKSPACE_DIAGNOSTIC: on_workspace_pull}
