"""listen-conflict in HAProxy's files: with `noreuseport` the second bind of a socket fails."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._refused_sockets import refused_sockets
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{socket} cannot be bound beside {other} with noreuseport: HAProxy fails to start",
    "noreuseport では {socket} を {other} と同時にバインドできず、HAProxy は起動に失敗します",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later line of each two that exclude each other."""
    return refused_sockets(document, context, MESSAGE)
