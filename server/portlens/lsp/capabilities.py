"""What portlens offers to an editor: the answer to `initialize`.

Plain data, without the protocol's library: the front answers from here before that is imported.
"""

from portlens import __version__
from portlens.lsp.client import Client

# After these the next word may be a port; names need no trigger, editors ask at every letter.
TRIGGERS = (" ", ":", '"', "'", "=", "-", "[", "/")

ACTION_KINDS = ("quickfix", "source.fixAll.portlens")


def initialize_result(client: Client) -> dict[str, object]:
    """Return the answer to the `initialize` request of `client`."""
    return {
        "capabilities": {
            "positionEncoding": client.encoding,
            "textDocumentSync": {"openClose": True, "change": 2, "save": False},
            "hoverProvider": True,
            "completionProvider": {"triggerCharacters": list(TRIGGERS), "resolveProvider": True},
            "diagnosticProvider": {
                "identifier": "portlens",
                "interFileDependencies": True,
                "workspaceDiagnostics": False,
            },
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        },
        "serverInfo": {"name": "portlens", "version": __version__},
    }
