"""What the editor offers while a port is typed."""

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.completion.complete import complete, documentation
from portlens.features.completion.item import Item
from portlens.lsp.convert import Json, markup, to_offset, to_range, without_none
from portlens.lsp.session import Methods, Session
from portlens.text.escape import label
from portlens.workspace.document import Document

_KINDS = {
    "port": types.CompletionItemKind.Constant.value,
    "free": types.CompletionItemKind.Value.value,
    "code": types.CompletionItemKind.EnumMember.value,
    "transport": types.CompletionItemKind.Keyword.value,
    "name": types.CompletionItemKind.Reference.value,
    "host": types.CompletionItemKind.Module.value,
}


def on_completion(session: Session, params: types.CompletionParams) -> Json | None:
    """Return the list; a document of no format of ours has none."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return None
    offset = to_offset(document.lines, params.position, session.client.encoding)
    found = complete(document, offset, session.context(document), session.language)
    items = [_item(session, document, item, number) for number, item in enumerate(found.items)]
    return {"isIncomplete": found.is_incomplete, "items": items}


def _item(session: Session, document: Document, item: Item, number: int) -> Json:
    has_details = session.client.completion_label_details
    return without_none(
        {
            "label": label(item.label),
            "labelDetails": {"description": item.hint} if has_details and item.hint else None,
            "kind": _KINDS[item.kind],
            "detail": label(item.detail) or None,
            "sortText": f"{number:03}",
            "filterText": item.filter,
            "preselect": True if item.is_best else None,
            "textEdit": {
                "range": to_range(document.lines, item.span, session.client.encoding),
                "newText": item.text,
            },
            "data": item.subject or None,
        }
    )


def on_resolve(session: Session, item: Json) -> Json:
    """Add the documentation; everything else comes back as the client sent it."""
    text = documentation(item.get("data"), catalogue(), session.language)
    if not text:
        return item
    return {**item, "documentation": markup(text, is_markdown=session.client.completion_markdown)}


METHODS: Methods = {
    types.TEXT_DOCUMENT_COMPLETION: on_completion,
    types.COMPLETION_ITEM_RESOLVE: on_resolve,
}
