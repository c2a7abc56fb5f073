"""Which part of a Compose mapping is being typed."""

from lsprotocol import types

from portlens.features.signature import signature
from portlens.lsp.convert import Json, to_offset
from portlens.lsp.session import Methods, Session


def on_signature_help(session: Session, params: types.SignatureHelpParams) -> Json | None:
    """Return the form of the mapping, with the part at the cursor marked."""
    document = session.resolved_document(params.text_document.uri)
    if document is None:
        return None
    offset = to_offset(document.lines, params.position, session.client.encoding)
    found = signature(document, offset, session.language)
    if found is None:
        return None
    # A parameter's label as text, not as a pair of numbers: every client understands it.
    parameters = [
        {"label": found.label[start:end], "documentation": meaning}
        for (start, end), meaning in found.parts
    ]
    described = {"label": found.label, "parameters": parameters, "activeParameter": found.active}
    return {"signatures": [described], "activeSignature": 0, "activeParameter": found.active}


METHODS: Methods = {types.TEXT_DOCUMENT_SIGNATURE_HELP: on_signature_help}
