"""Findings of files that are not open, for those who want to see them."""

import asyncio
import time

from lsprotocol import types

from portlens.lsp.convert import Json
from portlens.lsp.handlers.diagnostics import diagnostics, result_id
from portlens.lsp.progress import progress
from portlens.lsp.session import Methods, Session
from portlens.lsp.uris import path_of
from portlens.text.phrase import Phrase

# For how long files are judged before messages that came meanwhile get their turn, in seconds.
TURN = 0.02


async def on_workspace_pull(session: Session, params: types.WorkspaceDiagnosticParams) -> Json:
    """Answer with the findings of every file; with none where only open files are to be judged.

    Files whose findings the client has already are "unchanged"; those that it has findings of
    and that are gone get an empty report.
    """
    previous = {path_of(each.uri): each for each in params.previous_result_ids}
    items: list[Json] = []
    if session.settings.diagnostic_mode == "workspace":
        documents = session.documents()
        title = SCAN.to(session.language)
        async with progress(session, title, len(documents)) as report:
            turn = time.monotonic()
            for number, document in enumerate(documents):
                known = previous.pop(document.path, None)
                text = session.open_texts.get(document.path)
                items.append(
                    _report(
                        session.uri(document.path),
                        diagnostics(session, document),
                        known.value if known else None,
                        text.version if text else None,
                    )
                )
                if time.monotonic() - turn > TURN:
                    report(number)
                    await asyncio.sleep(0)
                    turn = time.monotonic()
    items += (_report(gone.uri, [], gone.value, None) for gone in previous.values())
    return {"items": items}


def _report(uri: str, items: list[Json], known: str | None, version: int | None) -> Json:
    new = result_id(items)
    report: Json = {"uri": uri, "version": version, "resultId": new}
    if known == new:
        return {**report, "kind": "unchanged"}
    return {**report, "kind": "full", "items": items}


SCAN = Phrase("portlens reads the workspace", "portlens がワークスペースを読み込み中")

METHODS: Methods = {types.WORKSPACE_DIAGNOSTIC: on_workspace_pull}
