"""The call hierarchy of ports: who connects to one, and what its program connects to."""

from collections.abc import Callable

from lsprotocol import types

from portlens.features.call_hierarchy import Call, Item, incoming, outgoing, prepare
from portlens.lsp.convert import Json, to_offset, to_range
from portlens.lsp.session import Methods, Session
from portlens.network.context import Context
from portlens.text.escape import label
from portlens.workspace.document import Document

_PORT = types.SymbolKind.Constant.value


def on_prepare(session: Session, params: types.CallHierarchyPrepareParams) -> list[Json] | None:
    """Return the port at the cursor."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return None
    offset = to_offset(document.lines, params.position, session.client.encoding)
    found = prepare(document, offset, session.context(document))
    return None if found is None else [_item(session, found)]


def on_incoming(session: Session, params: types.CallHierarchyIncomingCallsParams) -> list[Json]:
    """Return who connects to the port."""
    return [
        {
            "from": _item(session, call.item),
            "fromRanges": [
                to_range(call.item.document.lines, span, session.client.encoding)
                for span in call.spans
            ],
        }
        for _, call in _calls(session, params.item, incoming)
    ]


def on_outgoing(session: Session, params: types.CallHierarchyOutgoingCallsParams) -> list[Json]:
    """Return what the program of the port connects to."""
    return [
        {
            "to": _item(session, call.item),
            "fromRanges": [
                to_range(document.lines, span, session.client.encoding) for span in call.spans
            ],
        }
        for document, call in _calls(session, params.item, outgoing)
    ]


def _calls(
    session: Session,
    item: types.CallHierarchyItem,
    ask: Callable[[Document, int, Context], list[Call]],
) -> list[tuple[Document, Call]]:
    """Return the answers for an item, which may stand in a file that is not open."""
    document = session.any_document(item.uri)
    if document is None:
        return []
    offset = to_offset(document.lines, item.selection_range.start, session.client.encoding)
    return [(document, call) for call in ask(document, offset, session.context(document))]


def _item(session: Session, item: Item) -> Json:
    lines, encoding = item.document.lines, session.client.encoding
    entry = item.entry if item.entry.covers(item.span) else item.span
    return {
        "name": label(item.name) or "?",
        "kind": _PORT,
        "detail": label(item.document.path.rpartition("/")[2]),
        "uri": session.uri(item.document.path),
        "range": to_range(lines, entry, encoding),
        "selectionRange": to_range(lines, item.span, encoding),
    }


METHODS: Methods = {
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: on_prepare,
    types.CALL_HIERARCHY_INCOMING_CALLS: on_incoming,
    types.CALL_HIERARCHY_OUTGOING_CALLS: on_outgoing,
}
