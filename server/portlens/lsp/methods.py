"""Which function answers which method."""

from lsprotocol import types

from portlens.lsp.handlers import (
    code_actions,
    commands,
    completion,
    diagnostics,
    documents,
    hover,
    inlay_hints,
    links,
    navigation,
    rename,
    signature,
    surroundings,
    symbols,
    workspace_diagnostics,
)
from portlens.lsp.session import Methods

METHODS: Methods = {
    **commands.METHODS,
    **documents.METHODS,
    **hover.METHODS,
    **completion.METHODS,
    **diagnostics.METHODS,
    **workspace_diagnostics.METHODS,
    **code_actions.METHODS,
    **inlay_hints.METHODS,
    **symbols.METHODS,
    **navigation.METHODS,
    **rename.METHODS,
    **links.METHODS,
    **signature.METHODS,
    **surroundings.METHODS,
}

# What these are asked with is sent back or belongs to portlens: it stays as the client wrote it.
PLAIN = frozenset({types.COMPLETION_ITEM_RESOLVE, types.INLAY_HINT_RESOLVE})
