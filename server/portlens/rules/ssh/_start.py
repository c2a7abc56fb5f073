"""What happens to sshd's sockets when it starts.

Source: `listen_on_addrs` in sshd.c (OpenSSH 9), and servers really started.
"""

from collections.abc import Iterable
from functools import partial

from portlens.model.socket import Socket
from portlens.network.overlap import refused
from portlens.programs.ssh.sockets import server_of
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

MOST_SOCKETS = 16  # MAX_LISTEN_SOCKS


class Start(NamedTuple):
    """Each socket that cannot be bound, with the one that has its place; and the end, if any.

    `end` is the socket at which sshd gives up, since it holds as many as it can.
    """

    lost: tuple[tuple[Socket, Socket], ...]
    end: Socket | None


def start_of(document: Document, workspace: Workspace) -> Start:
    """Return how the sshd starts that reads `document`: once for all of its files."""
    found = server_of(document, workspace)
    make = partial(start, found.sockets)
    return _STARTS.of_parts(workspace, found.main.path, make, (found,))


_STARTS: Memo[Start] = Memo(64)


def start(sockets: Iterable[Socket]) -> Start:
    """Return how sshd opens `sockets`: from the last to the first, on without those it misses."""
    in_turn = tuple(reversed(tuple(sockets)))
    rivals = {id(socket): rival for socket, rival in refused(in_turn, goes_on=True)}
    lost: list[tuple[Socket, Socket]] = []
    bound = 0
    for socket in in_turn:
        rival = rivals.get(id(socket))
        if bound == MOST_SOCKETS:
            return Start(tuple(lost), socket)
        if rival is None:
            bound += 1
        else:
            lost.append((socket, rival))
    return Start(tuple(lost), None)
