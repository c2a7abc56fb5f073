"""duplicate-port in OpenSSH: the server's sockets, the client's lines."""

from collections.abc import Iterable

from portlens.formats.ssh import CLIENT
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.ssh._client_duplicates import client_duplicates
from portlens.rules.ssh._server_duplicates import server_duplicates
from portlens.workspace.document import Document


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Return the findings of a server's or of a client's file."""
    if document.format.id == CLIENT:
        return client_duplicates(document)
    return server_duplicates(document, context)
