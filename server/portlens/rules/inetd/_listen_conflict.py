"""listen-conflict in inetd.conf: inetd goes on without what it cannot bind."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._refused_sockets import refused_sockets
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{socket} cannot be bound beside {other}: inetd goes on without it",
    "{socket} は {other} と同時にバインドできず、inetd はこのソケットなしで動き続けます",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later entry of each two that exclude each other."""
    return refused_sockets(document, context, MESSAGE, goes_on=True)
