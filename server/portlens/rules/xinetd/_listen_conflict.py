"""listen-conflict in xinetd's files: xinetd goes on without what it cannot bind."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._refused_sockets import refused_sockets
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{socket} cannot be bound beside {other}: xinetd goes on without it",
    "{socket} は {other} と同時にバインドできず、xinetd はこのソケットなしで動き続けます",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later service of each two that exclude each other."""
    return refused_sockets(document, context, MESSAGE, goes_on=True)
