"""Ranges of the host from which Docker has no port left to pick, or may pick a wrong one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from portlens.model.address import overlap
from portlens.model.finding import Finding, Related
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Body, Published
from portlens.programs.compose.sockets import addresses, publishing, sockets
from portlens.rules.compose._conflicts import related
from portlens.rules.compose._places import written_at
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

if TYPE_CHECKING:
    from portlens.network.taken import Taken

COVERED = Phrase(
    "every port of {first}-{last} on the host is published by another entry",
    "ホストの {first}-{last} はすべて別の項目が公開しています",
)
THERE = Phrase(
    "{port} is published here for {service}", "{port} は {service} がここで公開しています"
)
PARTLY = Phrase(
    "Docker may pick {port} for {service}, and then {other} cannot have it",
    "Docker が {service} に {port} を割り当てると、{other} はそのポートを使えません",
)
FROM_HERE = Phrase("the range is published here", "この範囲はここで公開しています")
_MOST_SHOWN = 3
_MOST_LOOKED_AT = 100


def covered_ranges(document: Document, context: Context, *, is_possible: bool) -> Iterator[Finding]:
    """Yield a finding for each range for one container port that fixed ports use up.

    Either those that a variable's default decides, or those that nothing decides. Silent where
    a profile decides whether another service runs.
    """
    project = project_of(document, context.workspace)
    ranges = list(_ranges(document, project.services.values()))
    if not ranges:
        return
    rivals = _Rivals(sockets(project))
    for body, published, port in ranges:
        taken = rivals.taken(body, published.use.transport, ("certain", "default"))
        on = addresses(published.use)
        if not taken.covers(on, port.first or 0, port.last or 0):
            continue
        certain = rivals.taken(body, published.use.transport, ("certain",))
        hangs = published.entry.is_default or not certain.covers(
            on, port.first or 0, port.last or 0
        )
        span = written_at(published, document)
        if hangs != is_possible or span is None:
            continue
        yield Finding(
            span,
            COVERED.fill(first=port.first, last=port.last),
            tuple(
                related(rival, document, THERE.fill(port=rival.first, service=rival.owner))
                for rival in rivals.shown(body, published.use, port)
            ),
        )


def partly_taken(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each range that holds a port which another entry has to have.

    Docker goes on from the port that it picked last, so nobody can tell which it picks next.
    Two ranges get out of each other's way, and what covers the range is told for certain. The
    range of an included file, which is judged by itself, is told where the other entry stands.
    """
    project = project_of(document, context.workspace)
    bodies = project.services.values()
    ranges = [*_ranges(document, bodies)]
    for name in project.included:
        body = project.services.get(name)
        ports = body.ports if body else ()
        for file in {one.document.path: one.document for one in ports}.values():
            ranges += _ranges(file, (body,)) if body and file.path != document.path else ()
    if not ranges:
        return
    rivals = _Rivals(sockets(project))
    for body, published, port in ranges:
        use = published.use
        taken = rivals.taken(body, use.transport, ("certain", "default"))
        rival = next(rivals.beside(body, use, port), None)
        told = published
        if rival is not None and published.document.path != document.path:
            told = publishing(rival).published
        span = written_at(told, document)
        covered = taken.covers(addresses(use), port.first or 0, port.last or 0)
        if rival is None or span is None or covered:
            continue
        picked = max(rival.first, port.first or 0)
        yield Finding(
            span,
            PARTLY.fill(port=picked, service=body.name, other=rival.owner),
            (_other_end(rival, published, picked, document),),
            severity="hint",
        )


def _other_end(rival: Socket, published: Published, port: int, document: Document) -> Related:
    if published.document.path == document.path:
        return related(rival, document, THERE.fill(port=port, service=rival.owner))
    return Related(published.use.span, FROM_HERE, published.document.path)


def _ranges(
    document: Document, bodies: Iterable[Body]
) -> Iterator[tuple[Body, Published, PortRange]]:
    """Yield the entries of `document` for which Docker picks one port of several."""
    for body in bodies:
        for published in body.ports if body.is_published and body.is_running else ():
            use = published.use
            if published.document.path != document.path or use.role != "publishes" or not use.port:
                continue
            if published.is_whole or published.entry.is_address_unknown:
                continue
            if len(use.port.numbers) > 1:
                yield body, published, use.port


class _Rivals:
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
