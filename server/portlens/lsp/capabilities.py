"""What portlens offers to an editor: the answer to `initialize`.

Plain data, without the protocol's library: the front answers from here before that is imported.
"""

from portlens import __version__
from portlens.lsp.client import Client

# After these the next word may be a port; names need no trigger, editors ask at every letter.
TRIGGERS = (" ", ":", '"', "'", "=", "-", "[", "/")

ACTION_KINDS = ("quickfix", "refactor.rewrite", "source.fixAll.portlens")

COMMANDS = (
    "portlens.portMap",
    "portlens.portMapPage",
    "portlens.explain",
    "portlens.search",
    "portlens.nextFreePort",
    "portlens.formatOf",
    "portlens.portGraph",
)


def initialize_result(client: Client) -> dict[str, object]:
    """Return the answer to the `initialize` request of `client`."""
    return {
        "capabilities": {
            "positionEncoding": client.encoding,
            "textDocumentSync": {"openClose": True, "change": 2, "save": True},
            "hoverProvider": True,
            "completionProvider": {"triggerCharacters": list(TRIGGERS), "resolveProvider": True},
            "signatureHelpProvider": {"triggerCharacters": ['"', ":"]},
            "definitionProvider": True,
            "referencesProvider": True,
            "documentHighlightProvider": True,
            "callHierarchyProvider": True,
            "documentSymbolProvider": True,
            "workspaceSymbolProvider": True,
            "codeActionProvider": {"codeActionKinds": list(ACTION_KINDS)}
            if client.action_literals
            else False,
            "codeLensProvider": {},
            "documentLinkProvider": {},
            "renameProvider": {"prepareProvider": True} if client.prepares_rename else True,
            "inlayHintProvider": {"resolveProvider": True},
            "diagnosticProvider": {
                "identifier": "portlens",
                "interFileDependencies": True,
                "workspaceDiagnostics": True,
            },
            "executeCommandProvider": {"commands": list(COMMANDS)},
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        },
        "serverInfo": {"name": "portlens", "version": __version__},
    }
