"""The sockets of many port spaces, found by port: each question is one look."""

from collections.abc import Iterable, Iterator, Sequence

from portlens.model.socket import PortSpace, Socket
from portlens.network.by_port import ByPort


class SocketTable:
    """Sockets by their space, by the ports they have, and by the container ports they lead to."""

    def __init__(self) -> None:
        self._sockets: dict[PortSpace, list[Socket]] = {}
        self._serving: ByPort[Socket] = ByPort()
        self._serving_anywhere: ByPort[Socket] = ByPort()
        self._published_at: ByPort[Socket] = ByPort()
        self._published_anywhere: ByPort[Socket] = ByPort()
        self._published_as: ByPort[Socket] = ByPort()

    def add(self, socket: Socket) -> None:
        """Let a socket be found by its port space, by its ports, and by those it leads to."""
        space, transport, first, last = socket.space, socket.transport, socket.first, socket.last
        self._sockets.setdefault(space, []).append(socket)
        if socket.address.family != "unix":
            self._serving.add((space, transport), first, last, socket)
            self._serving_anywhere.add(transport, first, last, socket)
        if socket.target is not None:
            key = socket.target.space, transport
            self._published_at.add(key, first, last, socket)
            self._published_anywhere.add(transport, first, last, socket)
            inside = socket.target.first
            self._published_as.add(key, inside, inside + last - first, socket)

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
