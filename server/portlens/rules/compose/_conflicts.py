"""Pairs of published ports that cannot be bound together."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from portlens.model.address import ANY_IPV4, Address, overlap
from portlens.model.finding import Related
from portlens.network.context import Context
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Published
from portlens.rules.compose._places import brought_in_at, extends_of, written_at
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

# A port that hundreds of services publish on as many addresses: the nearest tell enough.
MOST_COMPARED = 100


class Socket(NamedTuple):
    """One fixed port of the host that a service publishes."""

    body: Body
    published: Published
    number: int

    @property
    def address(self) -> Address:
        """The address; Docker takes every one where none is written."""
        return self.published.use.address or ANY_IPV4


class Conflict(NamedTuple):
    """Two sockets that get in each other's way; `span` of the document judged tells of it."""

    here: Socket
    other: Socket
    span: Span
    is_written_here: bool = True  # not brought in from another file

    @property
    def is_possible(self) -> bool:
        """Whether it hangs on the default of a variable, which anyone may change."""
        return any(socket.published.entry.is_default for socket in (self.here, self.other))

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles that must be on for both services to run; empty if both always do."""
        one, other = self.here.body.profiles, self.other.body.profiles
        return tuple(name for name in one if name in other) if one and other else one or other


def conflicts(document: Document, context: Context) -> Iterator[Conflict]:
    """Yield each conflict once, at the later of its two places, as far as it is in `document`.

    Silent are, for good: other transports; addresses that do not overlap; IPv4 beside IPv6,
    which Docker binds apart; services whose profiles are never on together by one of them
    alone; ports that Docker picks, from a range too; networks on which nothing is published.
    """
    told: set[tuple[Span, Span, str]] = set()
    project = project_of(document, context.workspace)
    extends = extends_of(document) if len(project.documents) > 1 else {}

    def place(socket: Socket) -> Span | None:
        return brought_in_at(socket.body, socket.published, project, document, extends)

    for here, other in _pairs(project):
        conflict = _written(here, other, document) or _brought_in(here, other, place)
        if conflict is None:
            continue
        # Two ranges that meet in fifty ports are one conflict.
        use, where = conflict.other.published.use, conflict.other.published.document.path
        pair = conflict.span, use.span, where
        if pair not in told:
            told.add(pair)
            yield conflict


def _written(here: Socket, other: Socket, document: Document) -> Conflict | None:
    span = written_at(here.published, document)
    if span is not None:
        return Conflict(here, other, span)
    span = written_at(other.published, document)
    return span and Conflict(other, here, span)


def _brought_in(
    here: Socket, other: Socket, place: Callable[[Socket], Span | None]
) -> Conflict | None:
    """Return the conflict of two entries of other files that only one file brings together."""
    one, two = place(here), place(other)
    # What one file brings in is that file's own conflict.
    if one == two or here.body is other.body:
        return None
    if one is not None:
        return Conflict(here, other, one, is_written_here=False)
    return two and Conflict(other, here, two, is_written_here=False)


def sockets(project: Project) -> Iterator[Socket]:
    """Yield every port of the host that the project takes for certain."""
    for body in project.services.values():
        if not body.is_published:
            continue
        for published in body.ports:
            port = published.use.port
            if published.use.role != "publishes" or port is None or port.first is None:
                continue
            # From a range for one port of the container Docker takes one that is free.
            if port.first == port.last and not published.entry.is_address_unknown:
                yield Socket(body, published, port.first)


def related(socket: Socket, document: Document, message: Phrase) -> Related:
    """Return the place of `socket` as the other end of a finding in `document`."""
    use = socket.published.use
    where = None if socket.published.document is document else socket.published.document.path
    return Related(use.port.span if use.port else use.span, message, where)


def _pairs(project: Project) -> Iterator[tuple[Socket, Socket]]:
    """Yield each socket with the first of those before it that it cannot stand beside."""
    order = {path: index for index, path in enumerate(project.documents)}
    everything = sorted(
        sockets(project),
        key=lambda socket: (
            order.get(socket.published.document.path, 0),
            socket.published.use.span,
        ),
    )
    before: dict[tuple[int, str], list[Socket]] = defaultdict(list)
    for socket in everything:
        rivals = before[socket.number, socket.published.use.transport]
        for rival in islice(reversed(rivals), MOST_COMPARED):
            if _meet(socket, rival):
                yield socket, rival
                break
        rivals.append(socket)


def _meet(one: Socket, other: Socket) -> bool:
    if not overlap(one.address, other.address):
        return False
    if one.body is other.body:
        # The same entry twice is redundant; Compose keeps one of the two.
        return _sides(one) != _sides(other)
    names, others = one.body.profiles, other.body.profiles
    return not names or not others or not set(names).isdisjoint(others)


def _sides(socket: Socket) -> tuple[object, ...]:
    return socket.address, socket.published.target
