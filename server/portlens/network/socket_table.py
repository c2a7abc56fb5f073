"""The sockets of many port spaces, found by port: each question is one look."""

from collections.abc import Iterable, Iterator, Sequence

from portlens.model.socket import PortSpace, Socket, Target
from portlens.network.by_port import ByPort
from portlens.text.lazy import Lazy
from portlens.text.pause import pause, pausing


class SocketTable:
    """Sockets by their space, by the ports they have, and by the container ports they lead to.

    All are added before the first question; each table is made for the first that needs it.
    """

    def __init__(self) -> None:
        self._sockets: dict[PortSpace, list[Socket]] = {}
        self._added: list[Socket] = []

    def add(self, socket: Socket) -> None:
        """Let a socket be found by its port space, by its ports, and by those it leads to."""
        self._sockets.setdefault(socket.space, []).append(socket)
        self._added.append(socket)

    def sockets(self, space: PortSpace) -> Sequence[Socket]:
        """Return what is listened on in a space."""
        return self._sockets.get(space, ())

    @property
    def spaces(self) -> Iterable[PortSpace]:
        """The machines and containers in which anything listens."""
        return self._sockets.keys()

    def serving(self, space: PortSpace, port: int, transport: str) -> list[Socket]:
        """Return the sockets of a space that take connections to `port`."""
        return self._serving.at((space, transport), port)

    def serving_anywhere(self, port: int, transport: str) -> Iterator[Socket]:
        """Yield the sockets of all spaces that take connections to `port`."""
        return self._serving_anywhere.each_at(transport, port)

    def published_as(self, space: PortSpace, port: int, transport: str) -> list[Socket]:
        """Return the ports of a machine that lead to `port` of a container."""
        return self._published_as.at((space, transport), port)

    def published_at(self, space: PortSpace, port: int, transport: str) -> list[Socket]:
        """Return the sockets of a machine that have `port` and lead to a container."""
        return self._published_at.at((space, transport), port)

    def published_anywhere(self, port: int, transport: str) -> Iterator[Socket]:
        """Yield the sockets of a machine that have `port` and lead to whichever container."""
        return self._published_anywhere.each_at(transport, port)

    @Lazy
    def _serving(self) -> ByPort[Socket]:
        found: ByPort[Socket] = ByPort()
        for socket in self._added:
            pause()
            if socket.address.family != "unix":
                found.add((socket.space, socket.transport), socket.first, socket.last, socket)
        return found

    @Lazy
    def _serving_anywhere(self) -> ByPort[Socket]:
        found: ByPort[Socket] = ByPort()
        for socket in self._added:
            pause()
            if socket.address.family != "unix":
                found.add(socket.transport, socket.first, socket.last, socket)
        return found

    @Lazy
    def _published_at(self) -> ByPort[Socket]:
        found: ByPort[Socket] = ByPort()
        for socket, there in pausing(self._publishing()):
            found.add((there.space, socket.transport), socket.first, socket.last, socket)
        return found

    @Lazy
    def _published_anywhere(self) -> ByPort[Socket]:
        found: ByPort[Socket] = ByPort()
        for socket, _ in pausing(self._publishing()):
            found.add(socket.transport, socket.first, socket.last, socket)
        return found

    @Lazy
    def _published_as(self) -> ByPort[Socket]:
        found: ByPort[Socket] = ByPort()
        for socket, there in pausing(self._publishing()):
            last = there.first + socket.last - socket.first
            found.add((there.space, socket.transport), there.first, last, socket)
        return found

    def _publishing(self) -> Iterator[tuple[Socket, Target]]:
        return ((one, one.target) for one in self._added if one.target is not None)
