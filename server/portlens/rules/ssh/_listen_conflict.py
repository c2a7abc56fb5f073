"""listen-conflict in OpenSSH: the server's sockets, the client's forwards."""

from collections.abc import Iterable

from portlens.formats.ssh import CLIENT
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.ssh._client_conflicts import client_conflicts
from portlens.rules.ssh._server_conflicts import server_conflicts
from portlens.workspace.document import Document


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Return the findings of a server's or of a client's file."""
    if document.format.id == CLIENT:
        return client_conflicts(document)
    return server_conflicts(document, context)
