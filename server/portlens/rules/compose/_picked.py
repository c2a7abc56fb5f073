"""Entries for which Docker picks a port of a range, and the fixed ports around them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from portlens.model.address import overlap
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Socket
from portlens.programs.compose.project import Project, bodies_in
from portlens.programs.compose.service import Body, Published
from portlens.programs.compose.sockets import addresses
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.network.taken import Taken

THERE = Phrase(
    "{port} is published here for {service}", "{port} は {service} がここで公開しています"
)
_MOST_SHOWN = 3
_MOST_LOOKED_AT = 100


Picking = tuple[Body, Published, PortRange]


def ranges(document: Document, project: Project, workspace: Workspace) -> Sequence[Picking]:
    """Return the entries of `document` for which Docker picks one port of several.

    Several rules ask for them.
    """
    bodies = bodies_in(document, project, workspace)

    def find() -> list[Picking]:
        return list(ranges_of(bodies, document.path))

    return _RANGES.of_parts(workspace, document.path, find, (project,))


_RANGES: Memo[list[Picking]] = Memo(8)


def ranges_of(bodies: Iterable[Body], path: str) -> Iterator[Picking]:
    """Yield those that services have in the file at `path`."""
    for body in bodies:
        pause()
        for published in body.ports:
            use, port = published.use, published.use.port
            if port is None or port.first == port.last or use.role != "publishes":
                continue  # nearly all: what comes next costs more to ask
            if published.path != path or published.entry.is_address_unknown:
                continue
            if published.is_out:
                continue  # Compose stops there before any port is taken
            is_apart = body.is_published and body.is_running and not published.is_whole
            if is_apart and len(port.numbers) > 1:
                yield body, published, port


class Rivals:
    """The fixed ports that are open whenever a service is."""

    def __init__(self, every: Iterable[Socket]) -> None:
        self._every = sorted(every, key=lambda socket: socket.first)
        self._firsts = [socket.first for socket in self._every]
        self._taken: dict[tuple[object, ...], Taken] = {}

    def taken(self, body: Body, transport: str, certainties: tuple[str, ...]) -> "Taken":
        """Return what is taken beside `body`."""
        key = body.profiles, transport, certainties
        if key not in self._taken:
            from portlens.network.taken import Taken

            self._taken[key] = Taken(
                socket
                for socket in self._every
                if socket.transport == transport
                and socket.certainty in certainties
                and socket.when in ((), body.profiles)
            )
        return self._taken[key]

    def shown(self, body: Body, use: PortUse, port: PortRange) -> Iterator[Socket]:
        """Yield the lowest of the sockets that have the ports of the entry."""
        found = [one for one in self.beside(body, use, port) if one.when in ((), body.profiles)]
        by_place = {socket.place: socket for socket in reversed(found)}
        yield from islice(sorted(by_place.values(), key=lambda one: one.first), _MOST_SHOWN)

    def beside(self, body: Body, use: PortUse, port: PortRange) -> Iterator[Socket]:
        """Yield sockets on ports of the entry that may be open when `body` runs."""
        first, last = port.first or 0, port.last or 0
        start = bisect_left(self._firsts, first)
        near = islice(self._every, max(0, start - _MOST_SHOWN), start + _MOST_LOOKED_AT)
        for socket in near:
            if (
                socket.first <= last
                and socket.last >= first
                and socket.transport == use.transport
                and (not socket.when or not body.profiles or set(socket.when) & set(body.profiles))
                and any(overlap(address, socket.address) for address in addresses(use))
            ):
                yield socket
