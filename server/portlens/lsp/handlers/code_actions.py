"""The light bulb."""

from lsprotocol import types

from portlens.features.code_actions import Action, Home, actions, fix_all
from portlens.features.other_spelling import other_spellings
from portlens.lsp.convert import Json, to_span, without_none
from portlens.lsp.handlers.diagnostics import diagnostic
from portlens.lsp.session import Methods, Session
from portlens.lsp.workspace_edit import workspace_edit
from portlens.text.escape import label
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps

FIX_ALL = "source.fixAll.portlens"
REWRITE = "refactor.rewrite"
_KINDS = {"fix all": FIX_ALL, "rewrite": REWRITE}


async def on_code_action(session: Session, params: types.CodeActionParams) -> list[Json]:
    """Return what can be done about the findings in a range.

    The client's own copies of the diagnostics are not looked at: some of them are other
    servers', and all of them may be old.
    """
    document = session.document(params.text_document.uri)
    if document is None or not session.client.action_literals:
        return []
    return await session.turns.finish(_offers(session, document, params))


def _offers(
    session: Session, document: Document, params: types.CodeActionParams
) -> Steps[list[Json]]:
    judged = (yield from session.judging(document)).findings
    found: list[Action] = []
    span = to_span(document.lines, params.range, session.client.encoding)
    if _wants(params, "quickfix"):
        home = Home(session.context(document), session.project.home(document.path))
        found += yield from actions(document, span, judged, home, session.language)
    if _wants(params, REWRITE):
        context = session.context(document)
        found += yield from other_spellings(document, span, judged, context, session.language)
    if _wants(params, FIX_ALL):
        everything = yield from fix_all(
            document, judged, session.context(document), session.language
        )
        found += [everything] if everything else []
    offers = (_offer(session, document, action) for action in found)
    return [offer for offer in offers if offer is not None]


def _wants(params: types.CodeActionParams, kind: str) -> bool:
    only = params.context.only
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


def _offer(session: Session, document: Document, action: Action) -> Json | None:
    edit = workspace_edit(session, document, action.edits, action.creates)
    if edit is None:
        return None
    is_marked = action.is_preferred and session.client.action_is_preferred
    return without_none(
        {
            "title": label(action.title),
            "kind": _KINDS.get(action.kind, "quickfix"),
            "diagnostics": [
                diagnostic(session, document, each, session.language) for each in action.judged
            ],
            "isPreferred": True if is_marked else None,
            "edit": edit,
        }
    )


METHODS: Methods = {types.TEXT_DOCUMENT_CODE_ACTION: on_code_action}
