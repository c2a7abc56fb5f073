"""Which function answers which method."""

from lsprotocol import types

from portlens.lsp.handlers import completion, diagnostics, documents, hover
from portlens.lsp.session import Methods

METHODS: Methods = {
    **documents.METHODS,
    **hover.METHODS,
    **completion.METHODS,
    **diagnostics.METHODS,
}

# What these are asked with is sent back or belongs to portlens: it stays as the client wrote it.
PLAIN = frozenset({types.COMPLETION_ITEM_RESOLVE})
