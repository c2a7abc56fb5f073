"""listen-conflict where one program's own sockets exclude each other, whichever its format."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.catalogue.catalogue import Catalogue
from portlens.model.finding import Finding, Fix, Related
from portlens.model.socket import Place, Socket
from portlens.network.around import network_of, stands_alone
from portlens.network.context import Context
from portlens.network.free_port import FreePorts
from portlens.network.overlap import refused
from portlens.programs.program import Program, program_of
from portlens.rules._sockets import name_of
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo

OTHER = Phrase("{socket} is bound here", "{socket} をバインドする場所")
USE = Phrase("Use {port}, the next free port", "次の空きポート {port} を使う")


def refused_sockets(
    document: Document, context: Context, message: Phrase, *, goes_on: bool = False
) -> Iterator[Finding]:
    """Yield the later line of each two in `document` whose sockets exclude each other.

    With `goes_on` the program goes on without what it cannot bind, which is then in nobody's way.
    `message` has the places `socket` and `other`. The other line may stand in another file of the
    program, be it that of a container to which several files are given. A range has no fix: no
    single port takes its place.
    """
    told: set[Place] = set()
    for program in _programs(document, context):
        for finding, place in _refused(program, document, context, message, goes_on=goes_on):
            if place not in told:
                told.add(place)
                yield finding


def _programs(document: Document, context: Context) -> Iterator[Program]:
    """Yield the document's own program, and those of containers that read more than that."""
    own = program_of(document, context.workspace)
    yield own
    if not own.sockets or stands_alone(document, context):
        return
    for other in network_of(document, context).reading(document.path):
        if len(other.documents) > len(own.documents) and other.facts.is_alone:
            yield other


def _refused(
    program: Program, document: Document, context: Context, message: Phrase, *, goes_on: bool
) -> Iterator[tuple[Finding, Place]]:
    # Each of hundreds of files asks it of the one program that reads them all.
    key = program.first_path, goes_on
    make = partial(_pairs, program, context.catalogue, goes_on=goes_on)
    by_file, free = _PAIRS.of_parts(context.workspace, key, make, (program,))
    for socket, rival in by_file.get(document.path, ()):
        pause()
        path = None if rival.place.path == document.path else rival.place.path
        related = Related(rival.place.span, OTHER.fill(socket=name_of(rival)), path)
        port = free.next(socket.first, socket.transport) if socket.first == socket.last else None
        fixes = (Fix(USE.fill(port=port), (Edit(socket.place.span, str(port)),)),) if port else ()
        text = message.fill(socket=name_of(socket), other=name_of(rival))
        yield Finding(socket.place.span, text, (related,), fixes), socket.place


_Pairs = tuple[Mapping[str, Sequence[tuple[Socket, Socket]]], FreePorts]


def _pairs(program: Program, catalogue: Catalogue, *, goes_on: bool) -> _Pairs:
    """Return by file which of the sockets that are certain exclude an earlier one, and that.

    With them come the ports that are free beside all of the program's.
    """
    certain = [socket for socket in program.sockets if socket.certainty == "certain"]
    found: dict[str, list[tuple[Socket, Socket]]] = {}
    for socket, rival in refused(certain, goes_on=goes_on):
        found.setdefault(socket.place.path, []).append((socket, rival))
    return found, FreePorts(program.sockets, catalogue)


_PAIRS: Memo[_Pairs] = Memo(64)
