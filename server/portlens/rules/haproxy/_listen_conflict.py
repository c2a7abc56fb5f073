"""listen-conflict in HAProxy's files: with `noreuseport` the second bind of a socket fails."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.network.free_port import FreePorts
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from portlens.rules._sockets import name_of
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{socket} cannot be bound beside {other} with noreuseport: HAProxy fails to start",
    "noreuseport では {socket} を {other} と同時にバインドできず、HAProxy は起動に失敗します",
)
OTHER = Phrase("{socket} is bound here", "{socket} をバインドする場所")
USE = Phrase("Use port {port}", "ポート {port} を使う")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later line of each two that exclude each other."""
    sockets = program_of(document, context.workspace).sockets
    certain = [socket for socket in sockets if socket.certainty == "certain"]
    free = FreePorts(sockets, context.catalogue)
    for socket, rival in refused(certain):
        pause()
        message = MESSAGE.fill(socket=name_of(socket), other=name_of(rival))
        related = Related(rival.place.span, OTHER.fill(socket=name_of(rival)))
        port = free.next(socket.first, socket.transport) if socket.first == socket.last else None
        fixes = (Fix(USE.fill(port=port), (Edit(socket.place.span, str(port)),)),) if port else ()
        yield Finding(socket.place.span, message, (related,), fixes)
