"""Findings as diagnostics: pulled by clients that can, pushed to the others."""

import asyncio
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from lsprotocol import types

from portlens.analysis import Analysis, Judged
from portlens.features.other_end import OtherEnd, other_ends
from portlens.features.twice_told import is_told_elsewhere
from portlens.lsp.convert import Json, to_range, without_none
from portlens.lsp.open_text import OpenText
from portlens.lsp.session import Methods, Session
from portlens.model.finding import Related
from portlens.programs.program import MOST_PER_KEYSTROKE, judged_together, program_of
from portlens.rules._rule import ITSELF
from portlens.rules.registry import all_rules
from portlens.text.escape import message
from portlens.text.line_index import LineIndex
from portlens.text.phrase import Language
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps
from portlens.workspace.uris import path_of

_SEVERITIES = {"error": 1, "warning": 2, "information": 3, "hint": 4}
_UNNECESSARY = types.DiagnosticTag.Unnecessary.value

# How long a text must rest before its findings are pushed, in seconds. Changes that come in a
# burst are there by then; longer would only be felt.
REST = 0.01


async def on_pull(session: Session, params: types.DocumentDiagnosticParams) -> Json:
    """Answer with all findings, or with "unchanged" where the client has these already.

    Waits until the messages that have come already are read: of a burst of changes, each with
    its own question, only the last state is judged.
    """
    await asyncio.sleep(0)

    def begin() -> Steps[list[Json]]:
        document = session.document(params.text_document.uri)
        return diagnosing(session, document) if document else _nothing()

    items = await session.turns.current(path_of(params.text_document.uri), begin)
    new = result_id(items)
    if params.previous_result_id == new:
        return {"kind": "unchanged", "resultId": new}
    return {"kind": "full", "resultId": new, "items": items}


def push_soon(session: Session) -> None:
    """Push the findings once the typing rests, to clients that do not pull."""
    if not pushes(session):
        return
    if session.push is not None:
        session.push.cancel()
    session.push = session.later(_push(session))


def push_nothing(session: Session, text: OpenText) -> None:
    """Take back what was pushed for `text`, which was closed."""
    if session.pushed.pop(text.path, None) is not None:
        _publish(session, text.uri, None, [])


def pushes(session: Session) -> bool:
    """Tell whether findings are pushed: some clients say that they pull and never do."""
    return not session.client.pulls_diagnostics or session.settings.force_push_diagnostics


async def _push(session: Session) -> None:
    """Push what is new: of the open texts, and of all files where the user wants them judged.

    Whatever changes meanwhile is told again by the push that comes with it.
    """
    await asyncio.sleep(REST)
    session.settle()
    if session.settings.diagnostic_mode == "workspace":
        session.look_again()
        documents = session.documents()
    else:
        opened = (session.document(text.uri) for text in session.open_texts.values())
        documents = [document for document in opened if document]
    for document in documents:
        begin = partial(diagnosing_now, session, document)
        items = await session.turns.current(document.path, begin)
        text = session.open_texts.get(document.path)
        new = text.version if text else None, items
        if session.pushed.get(document.path) != new:
            session.pushed[document.path] = new
            _publish(session, session.uri(document.path), *new)
    for path in session.pushed.keys() - {document.path for document in documents}:
        # In no format of ours any more, or gone from the disk.
        del session.pushed[path]
        _publish(session, session.uri(path), None, [])
    session.tell_failures()


def _publish(session: Session, uri: str, version: int | None, items: list[Json]) -> None:
    params = without_none({"uri": uri, "version": version, "diagnostics": items})
    session.wire.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def diagnosing(session: Session, document: Document) -> Steps[list[Json]]:
    """Return the findings of `document` as the protocol's diagnostics."""
    analysis = yield from session.judging(document)
    language = session.language
    found: list[Json] = []
    told = yield from _told_elsewhere(session, document, analysis)
    for judged in analysis.findings:
        if told and is_told_elsewhere(judged.finding, told):
            continue
        found.append(diagnostic(session, document, judged, language))
        yield
    for end in (yield from _other_ends(session, document)):
        found.append(_hint(session, document, end))
        yield
    return found


def diagnosing_now(session: Session, document: Document) -> Steps[list[Json]]:
    """Return the findings of `document` with the changes that came since it was looked up."""
    return diagnosing(session, session.as_now(document))


def _nothing() -> Steps[list[Json]]:
    """Return the findings of what is no document of ours."""
    yield from ()
    return []


def _told_elsewhere(
    session: Session, document: Document, analysis: Analysis
) -> Steps[set[tuple[str | None, Span]]]:
    """Return where findings stand in the other files of related places that are shown as well."""
    related = (each for judged in analysis.findings for each in judged.finding.related)
    paths = {each.path for each in related if each.message is ITSELF} - {None, document.path}
    shows_all = session.settings.diagnostic_mode == "workspace"
    told: set[tuple[str | None, Span]] = set()
    documents = program_of(document, session.workspace).documents if paths else {}
    shown = (path for path in documents if path in paths)
    # However many files the program has, a mistake stands in few of them.
    for path in islice(shown, MOST_PER_KEYSTROKE):
        if shows_all or path in session.open_texts:
            found = (yield from session.judging(documents[path])).findings
            told.update((path, judged.finding.span) for judged in found)
    return told


def _other_ends(session: Session, document: Document) -> Steps[Iterator[OtherEnd]]:
    """Return the other ends of conflicts, of this document's findings and its program's."""
    documents = judged_together(document, session.workspace, MOST_PER_KEYSTROKE)
    judged: dict[str, Analysis] = {}
    for path, each in documents.items():
        judged[path] = yield from session.judging(each)
    return other_ends(document, ((documents[path], judged[path]) for path in documents))


def _hint(session: Session, document: Document, end: OtherEnd) -> Json:
    found: Json = {
        "range": to_range(document.lines, end.span, session.client.encoding),
        "severity": _SEVERITIES["hint"],
        "code": end.rule,
        "source": "portlens",
        "message": message(end.message.to(session.language)),
    }
    if session.client.diagnostic_related:
        found["relatedInformation"] = _related(session, document, (end.back,))
    return found


def diagnostic(session: Session, document: Document, judged: Judged, language: Language) -> Json:
    """Return one finding as a diagnostic."""
    finding = judged.finding
    client = session.client
    found: Json = {
        "range": to_range(document.lines, finding.span, client.encoding),
        "severity": _SEVERITIES[judged.severity],
        "code": finding.rule,
        "source": "portlens",
        "message": message(finding.message.to(language)),
    }
    url = all_rules()[finding.rule].url if client.diagnostic_links else ""
    if url:
        found["codeDescription"] = {"href": url}
    if finding.is_unnecessary and client.diagnostic_tags:
        found["tags"] = [_UNNECESSARY]
    if finding.related and client.diagnostic_related:
        found["relatedInformation"] = _related(session, document, finding.related)
    return found


def _related(session: Session, document: Document, others: Iterable[Related]) -> list[Json]:
    related: list[Json] = []
    for other in others:
        path = other.path or document.path
        lines = document.lines
        if path != document.path:
            there = session.workspace.document(path)
            text = session.workspace.text(path) if there is None else None
            if there is None and text is None:
                continue
            lines = there.lines if there else LineIndex(text or "")
        location = {
            "uri": session.uri(path),
            "range": to_range(lines, other.span, session.client.encoding),
        }
        said = message(other.message.to(session.language))
        related.append({"location": location, "message": said})
    return related


def result_id(items: list[Json]) -> str:
    """Return an id that is the same for the same findings, whatever happened in between."""
    content = json.dumps(items, sort_keys=True).encode()
    return hashlib.blake2b(content, digest_size=8).hexdigest()


METHODS: Methods = {types.TEXT_DOCUMENT_DIAGNOSTIC: on_pull}
