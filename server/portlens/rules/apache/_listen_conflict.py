"""listen-conflict in httpd's files: sockets that exclude each other, so that it does not start."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._refused_sockets import refused_sockets
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "httpd will not start: it cannot bind {socket} beside {other}",
    "httpd は起動しません。{socket} は {other} と同時にバインドできません",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later line of each two that exclude each other."""
    return refused_sockets(document, context, MESSAGE)
