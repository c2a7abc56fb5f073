"""listen-conflict in httpd's files: sockets that exclude each other, so that it does not start."""

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
    "httpd will not start: it cannot bind {socket} beside {other}",
    "httpd は起動しません。{socket} は {other} と同時にバインドできません",
)
OTHER = Phrase("{socket} is bound here", "{socket} をバインドする場所")
USE = Phrase("Use {port}, the next free port", "次の空きポート {port} を使う")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later line of each two that exclude each other."""
    sockets = program_of(document, context.workspace).sockets
    certain = [socket for socket in sockets if socket.certainty == "certain"]
    free = FreePorts(sockets, context.catalogue)
    for socket, rival in refused(certain):
        pause()
        if socket.place.path != document.path:
            continue
        message = MESSAGE.fill(socket=name_of(socket), other=name_of(rival))
        path = None if rival.place.path == document.path else rival.place.path
        related = Related(rival.place.span, OTHER.fill(socket=name_of(rival)), path)
        port = free.next(socket.first, socket.transport)
        fixes = (Fix(USE.fill(port=port), (Edit(socket.place.span, str(port)),)),) if port else ()
        yield Finding(socket.place.span, message, (related,), fixes)
