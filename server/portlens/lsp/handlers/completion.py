"""What the editor offers while a port is typed."""

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.completion.complete import complete, documentation
from portlens.features.completion.item import Item
from portlens.lsp.convert import Json, markup, to_offset, to_range
from portlens.lsp.session import Methods, Session
from portlens.text.escape import label
from portlens.text.span import Span

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
    has_details = session.client.completion_label_details
    ranges: dict[Span, Json] = {}  # mostly one, the word that is being typed
    items: list[Json] = []
    for number, item in enumerate(found.items):
        place = ranges.get(item.span)
        if place is None:
            place = to_range(document.lines, item.span, session.client.encoding)
            ranges[item.span] = place
        items.append(_item(item, number, place, has_details=has_details))
    return {"isIncomplete": found.is_incomplete, "items": items}


def _item(item: Item, number: int, place: Json, *, has_details: bool) -> Json:
    found: Json = {"label": label(item.label)}
    if has_details and item.hint:
        found["labelDetails"] = {"description": item.hint}
    found["kind"] = _KINDS[item.kind]
    detail = label(item.detail)
    if detail:
        found["detail"] = detail
    found["sortText"] = f"{number:03}"
    found["filterText"] = item.filter
    if item.is_best:
        found["preselect"] = True
    found["textEdit"] = {"range": place, "newText": item.text}
    if item.subject:
        found["data"] = item.subject
    return found


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
