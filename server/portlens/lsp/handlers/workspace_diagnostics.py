"""Findings of files that are not open, for those who want to see them."""

import asyncio
from functools import partial

from lsprotocol import types

from portlens.lsp.convert import Json
from portlens.lsp.handlers.diagnostics import diagnosing_now, result_id
from portlens.lsp.reading import read_folders
from portlens.lsp.session import Methods, Session
from portlens.workspace.uris import path_of

# From one look at all files to the next, in seconds, while the client waits for news.
BREATH = 2.0

# How long a question waits, in seconds. A file that only others name may lie where the client does
# not watch; and some clients give up on a server that does not answer.
LONGEST = 60.0


async def on_workspace_pull(session: Session, params: types.WorkspaceDiagnosticParams) -> Json:
    """Answer with the findings of every file; with none where only open files are to be judged.

    Files whose findings the client has already are "unchanged"; those that it has findings of
    and that are gone get an empty report.

    Some clients ask again as soon as they have an answer, for ever. The protocol lets a server
    keep such a question open, so the answer waits until there is news, and an idle editor is idle.
    It does not wait for ever: in the end all is looked at anew, whoever has told of it or not.
    The first one never waits, and none does where nobody tells of files that change.
    """
    loop = asyncio.get_running_loop()
    is_last = not (session.has_told_all and session.client.registers_watchers)
    end = loop.time() + LONGEST
    while True:
        seen, began = session.changes.count, loop.time()
        items = await _reports(session, params)
        if is_last or any(item["kind"] == "full" for item in items):
            session.has_told_all = True
            return {"items": items}
        is_last = not await session.changes.beyond(seen, end - loop.time())
        if is_last:
            session.changes.note()
        else:
            await asyncio.sleep(max(0.0, began + BREATH - loop.time()))


async def _reports(session: Session, params: types.WorkspaceDiagnosticParams) -> list[Json]:
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
    return items


def _report(uri: str, items: list[Json], known: str | None, version: int | None) -> Json:
    new = result_id(items)
    report: Json = {"uri": uri, "version": version, "resultId": new}
    if known == new:
        return {**report, "kind": "unchanged"}
    return {**report, "kind": "full", "items": items}


METHODS: Methods = {types.WORKSPACE_DIAGNOSTIC: on_workspace_pull}
