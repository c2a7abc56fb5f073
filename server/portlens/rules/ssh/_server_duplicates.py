"""The sockets that an sshd_config asks for twice."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.model.finding import Finding, Fix
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.programs.ssh.sockets import ListenLine, Server, lines_of, server_of
from portlens.rules.ssh._places import place, related
from portlens.text.edit import line_removal
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo


class Double(NamedTuple):
    """A line that asks for what an earlier one has; `is_dead` if for nothing else."""

    first: ListenLine
    second: ListenLine
    message: Phrase
    what: object  # the port or the socket
    is_dead: bool


def server_duplicates(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each line of `document` with a socket that an earlier line has."""
    found = server_of(document, context.workspace)
    doubles = _DOUBLES.of_parts(
        context.workspace, found.main.path, partial(_doubles, found), (found,)
    )
    for double in doubles.get(document.path, ()):
        first, second = double.first, double.second
        where = place(document, first.document, first.span)
        finding = Finding(
            second.span,
            double.message.fill(what=double.what, place=where),
            related=(related(document, first.document, first.span, FIRST),),
            is_unnecessary=double.is_dead,
        )
        if double.is_dead:
            # Safe: the second socket never comes to be.
            edits = (line_removal(document.text, second.line),)
            finding = finding._replace(fixes=(Fix(REMOVE, edits, is_safe=True, is_preferred=True),))
        yield finding


def _doubles(found: Server) -> Mapping[str, Sequence[Double]]:
    """Return by file the lines that ask for what an earlier one has."""
    by_file: dict[str, list[Double]] = {}
    for double in (*_ports(found), *_addresses(found)):
        by_file.setdefault(double.second.document.path, []).append(double)
    return by_file


_DOUBLES: Memo[Mapping[str, Sequence[Double]]] = Memo(64)


def _ports(found: Server) -> Iterator[Double]:
    """Yield the ports that are there twice, if they count for anything."""
    if not found.is_port_used:
        return
    ports: dict[int | None, ListenLine] = {}
    for port in found.ports:
        pause()
        first = ports.setdefault(port.port, port)
        if first is not port:
            yield Double(first, port, PORT, port.port, is_dead=True)


def _addresses(found: Server) -> Iterator[Double]:
    first_of: dict[tuple[str, str, int], Socket] = {}
    doubles: dict[int, Double] = {}
    alive: set[int] = set()  # lines, by their place, with a socket that nobody has before them
    for socket in found.sockets:
        pause()
        line = lines_of(socket).address
        if line is None:
            return
        first = first_of.setdefault((*socket.address[:2], socket.first), socket)
        before = lines_of(first).address
        if first is socket or before is None:
            alive.add(id(line))
        elif before is not line:
            doubles.setdefault(
                id(line), Double(before, line, SOCKET, written(socket), is_dead=False)
            )
    for key, double in doubles.items():
        yield double._replace(is_dead=key not in alive)


def written(socket: Socket) -> str:
    """Return a socket as a log writes it: `127.0.0.1:22`, `[::]:22`."""
    host = socket.address.text
    return (
        f"[{host}]:{socket.first}" if socket.address.family == "ipv6" else f"{host}:{socket.first}"
    )


PORT = Phrase(
    "{place} has sshd listen on port {what} already",
    "{place}により sshd はすでにポート {what} で待ち受けています",
)
SOCKET = Phrase(
    "{place} has sshd listen on {what} already",
    "{place}により sshd はすでに {what} で待ち受けています",
)
FIRST = Phrase("the first one", "最初の行")
REMOVE = Phrase("Remove the line", "行を削除する")
