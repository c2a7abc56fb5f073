"""The outline of a file, and the search through all of them."""

from functools import partial
from itertools import islice

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.symbols import Symbol, outlining, search, whose
from portlens.lsp.convert import Json, to_range
from portlens.lsp.reading import resolved_now
from portlens.lsp.session import Methods, Session
from portlens.text.escape import label
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps

_PORT = types.SymbolKind.Constant.value
_OWNER = types.SymbolKind.Module.value

# More than anybody scrolls through; the list is asked for again with each letter.
MOST = 500


def on_document_symbols(session: Session, params: types.DocumentSymbolParams) -> Steps[list[Json]]:
    """Return the outline: nested, or as a flat list for clients of old."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return []
    shown: list[Json] = []
    for symbol in (yield from outlining(document, catalogue(), session.language)):
        if session.client.nested_symbols:
            shown.append(_nested(session, document, symbol))
        else:
            shown += _flat(session, document, symbol, "")
        yield
    return shown


async def on_workspace_symbols(session: Session, params: types.WorkspaceSymbolParams) -> list[Json]:
    """Return the port uses that a number or a name finds in all files."""
    return await resolved_now(session, partial(_found, session, params.query))


def _found(session: Session, query: str, documents: list[Document]) -> list[Json]:
    found = islice(search(documents, query, catalogue()), MOST)
    return [
        {
            "name": label(each.name),
            "kind": _PORT,
            "containerName": label(whose(each, session.folder(each.document)).to(session.language)),
            "location": {
                "uri": session.uri(each.document.path),
                "range": to_range(each.document.lines, each.span, session.client.encoding),
            },
        }
        for each in found
    ]


def _nested(session: Session, document: Document, symbol: Symbol) -> Json:
    encoding = session.client.encoding
    return {
        "name": label(symbol.name) or "?",
        "detail": label(symbol.detail),
        "kind": _PORT if symbol.is_port else _OWNER,
        "range": to_range(document.lines, symbol.span, encoding),
        "selectionRange": to_range(document.lines, symbol.place, encoding),
        "children": [_nested(session, document, child) for child in symbol.children],
    }


def _flat(session: Session, document: Document, symbol: Symbol, owner: str) -> list[Json]:
    if not symbol.is_port:
        return [
            flat
            for child in symbol.children
            for flat in _flat(session, document, child, symbol.name)
        ]
    location = {
        "uri": session.uri(document.path),
        "range": to_range(document.lines, symbol.span, session.client.encoding),
    }
    return [
        {
            "name": label(symbol.name) or "?",
            "kind": _PORT,
            "containerName": label(owner),
            "location": location,
        }
    ]


METHODS: Methods = {
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: on_document_symbols,
    types.WORKSPACE_SYMBOL: on_workspace_symbols,
}
