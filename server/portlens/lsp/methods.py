"""Which function answers which method."""

from lsprotocol import types

from portlens.lsp.handlers import (
    call_hierarchy,
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
    **call_hierarchy.METHODS,
    **rename.METHODS,
    **links.METHODS,
    **signature.METHODS,
    **surroundings.METHODS,
}

# By the names of the setting `disabledFeatures`; an outline is a file's, a search all files'.
FEATURE_OF = {
    types.TEXT_DOCUMENT_HOVER: "hover",
    types.TEXT_DOCUMENT_COMPLETION: "completion",
    types.TEXT_DOCUMENT_SIGNATURE_HELP: "signatureHelp",
    types.TEXT_DOCUMENT_DEFINITION: "definition",
    types.TEXT_DOCUMENT_REFERENCES: "references",
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: "highlights",
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: "callHierarchy",
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: "symbols",
    types.WORKSPACE_SYMBOL: "symbols",
    types.TEXT_DOCUMENT_CODE_ACTION: "codeActions",
    types.TEXT_DOCUMENT_CODE_LENS: "codeLens",
    types.TEXT_DOCUMENT_DOCUMENT_LINK: "links",
    types.TEXT_DOCUMENT_PREPARE_RENAME: "rename",
    types.TEXT_DOCUMENT_RENAME: "rename",
    types.TEXT_DOCUMENT_INLAY_HINT: "inlayHints",
}

# What these are asked with is sent back or belongs to portlens: it stays as the client wrote it.
PLAIN = frozenset({types.COMPLETION_ITEM_RESOLVE, types.INLAY_HINT_RESOLVE})
