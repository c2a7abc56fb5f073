"""The sockets of a program as a list has them, and which entry of its files opens each."""

from collections.abc import Iterator, Mapping, Sequence

from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Socket
from portlens.text.span import Span
from portlens.workspace.document import Document


def each_once(sockets: Sequence[Socket]) -> Iterator[Socket]:
    """Yield those on ports of this machine, and what is one socket in the end once.

    Many sites of one server are on one. Of what two conditions ask for, such as the same `Listen`
    for either of two modules, at most one is there.
    """
    certain = {_where(socket) for socket in sockets if socket.certainty != "conditional"}
    seen: set[object] = set()
    for socket in sockets:
        if socket.address.family == "unix" or socket.space.is_far:
            continue
        where, group = _where(socket), socket.sharing.group
        if socket.certainty == "conditional" and (where in certain or where in seen):
            continue
        if group and (group, where) in seen:
            continue
        seen |= {where, (group, where)}
        yield socket


def _where(socket: Socket) -> tuple[str, Address, int, int]:
    return socket.transport, socket.address, socket.first, socket.last


class Entries:
    """The entries of documents, looked up by the sockets that they open."""

    def __init__(self) -> None:
        # By document, and there by the place of the entry, or by the number that it opens.
        self._uses: dict[int, dict[Span | int, PortUse]] = {}
        self._documents: list[Document] = []  # kept, so that no other gets the place of one

    def opening(self, socket: Socket, documents: Mapping[str, Document]) -> PortUse:
        """Return a use that says of `socket` alone, what its entry does, addresses and all."""
        entry = self._of(socket, documents)
        name = entry.port.name if entry is not None and entry.port is not None else ""
        span = socket.place.span
        port = PortRange(span, socket.first, socket.last, name, is_implied=entry is None)
        use = PortUse("listens", span, port, socket.transport, socket.address, socket.owner)
        return use if entry is None else use._replace(detail=entry.detail)

    def _of(self, socket: Socket, documents: Mapping[str, Document]) -> PortUse | None:
        """Return the entry that opens `socket` of the program whose files `documents` are.

        None where no entry has that number: nothing is written of what the program opens beside
        what it was asked for, as Caddy does for redirects, and of what it takes for granted.
        """
        document = documents.get(socket.place.path)
        if document is None:
            return None
        uses = self._in(document)
        for use in (uses.get(socket.place.span), uses.get(socket.first)):
            # `ListenAddress ::1` opens what a line `Port 2222` says.
            if use is not None and use.port is not None and use.port.first == socket.first:
                return use
        return None

    def _in(self, document: Document) -> dict[Span | int, PortUse]:
        found = self._uses.get(id(document))
        if found is None:
            found = self._uses[id(document)] = {}
            self._documents.append(document)
            for use in document.uses:
                found.setdefault(use.span, use)
                if use.port is not None:
                    found.setdefault(use.port.span, use)
                if use.role == "listens" and use.port is not None and use.port.first is not None:
                    found.setdefault(use.port.first, use)
        return found
