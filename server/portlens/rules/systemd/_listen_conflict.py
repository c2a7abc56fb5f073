"""listen-conflict in a socket unit: at the second socket that cannot be bound, the unit fails."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.model.finding import Finding, Fix, Related
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.systemd.sockets import sockets, use_of
from portlens.programs.systemd.unit import Unit, listen_of
from portlens.programs.systemd.units import unit_of
from portlens.text.edit import line_removal
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo

MESSAGE = Phrase(
    "{socket} cannot be bound beside {other}: systemd fails to start {unit}",
    "{socket} は {other} と同時にバインドできず、systemd は {unit} の起動に失敗します",
)
OTHER = Phrase("{socket} is bound here", "{socket} をバインドする場所")
REMOVE = Phrase("Remove the second line", "2 つ目の行を削除する")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later line of each two that exclude each other, where it stands in `document`."""
    unit = unit_of(document, context.workspace)
    make, key = partial(_pairs, unit), (unit.name, next(iter(unit.documents), ""))
    pairs = _PAIRS.of_parts(context.workspace, key, make, (unit,))
    for socket, rival in pairs.get(document.path, ()):
        pause()
        is_same = rival.place.path == document.path
        path = None if is_same else rival.place.path
        related = Related(rival.place.span, OTHER.fill(socket=_name(rival)), path)
        other = _name(rival) if is_same else f"{_name(rival)} ({posixpath.basename(path or '')})"
        yield Finding(
            socket.place.span,
            MESSAGE.fill(socket=_name(socket), other=other, unit=unit.name),
            (related,),
            tuple(_removal(socket, rival, document)),
        )


def _removal(socket: Socket, rival: Socket, document: Document) -> Iterator[Fix]:
    """Yield the removal of a line whose connections come to the line of `rival` all the same.

    That is safe where both say the very same; else the unit no longer tells what was wished for.
    """
    is_same = socket.address == rival.address
    if not (is_same or rival.address.text == "::"):
        return
    line = listen_of(use_of(socket)).line.whole
    start, end = document.lines.line_span(document.lines.position(line.start).line)
    above = document.text[:start].rstrip("\r\n")
    # A backslash carries a line on into the next one.
    if line.end <= end and not above.endswith("\\") and not document.text.endswith("\\", 0, end):
        edit = line_removal(document.text, Span(start, end))
        yield Fix(REMOVE, (edit,), is_safe=is_same, is_preferred=True)


def _pairs(unit: Unit) -> Mapping[str, Sequence[tuple[Socket, Socket]]]:
    """Return by file which sockets of a unit exclude an earlier one, and that."""
    opened = [one for one in sockets(unit) if not listen_of(use_of(one)).is_bound_to_device]
    found: dict[str, list[tuple[Socket, Socket]]] = {}
    for socket, rival in refused(opened):
        found.setdefault(socket.place.path, []).append((socket, rival))
    return found


_PAIRS: Memo[Mapping[str, Sequence[tuple[Socket, Socket]]]] = Memo(16)


def _name(socket: Socket) -> str:
    host = socket.address.text
    return f"[{host}]:{socket.first}" if ":" in host else f"{host}:{socket.first}"
