"""Definition, references and highlights of a port."""

from functools import partial

from lsprotocol import types

from portlens.features.navigation import Target, definition, highlights, references
from portlens.lsp.convert import Json, to_offset, to_range
from portlens.lsp.reading import read_folders
from portlens.lsp.session import Methods, Session

_ORIGIN = types.DocumentHighlightKind.Write.value
_USE = types.DocumentHighlightKind.Read.value


async def on_definition(session: Session, params: types.DefinitionParams) -> list[Json]:
    """Return where a port is listened on; from there, who connects to it."""
    await read_folders(session)
    return await session.turns.at_one_moment(partial(_definition, session, params))


def _definition(session: Session, params: types.DefinitionParams) -> list[Json]:
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return []
    offset = to_offset(document.lines, params.position, session.client.encoding)
    context = session.context(document)
    targets = definition(document, offset, context, session.resolved_documents)
    make = _link if session.client.definition_links else location
    return [make(session, target) for target in targets]


async def on_references(session: Session, params: types.ReferenceParams) -> list[Json]:
    """Return every place that speaks of the same port."""
    await read_folders(session)
    return await session.turns.at_one_moment(partial(_references, session, params))


def _references(session: Session, params: types.ReferenceParams) -> list[Json]:
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return []
    offset = to_offset(document.lines, params.position, session.client.encoding)
    with_origins = params.context.include_declaration
    context, documents = session.context(document), session.resolved_documents
    found = references(document, offset, context, documents, with_origins=with_origins)
    return [location(session, target) for target in found]


def on_highlight(session: Session, params: types.DocumentHighlightParams) -> list[Json]:
    """Return the places of the same port in the same file."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return []
    encoding = session.client.encoding
    offset = to_offset(document.lines, params.position, encoding)
    return [
        {
            "range": to_range(document.lines, found.span, encoding),
            "kind": _ORIGIN if found.is_origin else _USE,
        }
        for found in highlights(document, offset, session.context(document))
    ]


def location(session: Session, target: Target) -> Json:
    """Return a target as every client takes it."""
    return {
        "uri": session.uri(target.document.path),
        "range": to_range(target.document.lines, target.span, session.client.encoding),
    }


def _link(session: Session, target: Target) -> Json:
    lines, encoding = target.document.lines, session.client.encoding
    return {
        "targetUri": session.uri(target.document.path),
        "targetRange": to_range(lines, target.entry, encoding),
        "targetSelectionRange": to_range(lines, target.span, encoding),
    }


METHODS: Methods = {
    types.TEXT_DOCUMENT_DEFINITION: on_definition,
    types.TEXT_DOCUMENT_REFERENCES: on_references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: on_highlight,
}
