"""The ports of the host that a Compose project takes.

Source: projects really started on a Docker Engine 20.10: an entry without an address takes
its port on 0.0.0.0 and on [::]; `[::]` alone takes no IPv4; what runs no container takes
nothing.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from portlens.formats._interpolation import expand
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Certainty, Place, PortSpace, Socket, Target
from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Body, Published
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.typed import cast
from portlens.workspace.latest import LatestParts


class Publishing(NamedTuple):
    """The entry that publishes a port, and the service that has it."""

    body: Body
    published: Published

    @property
    def use(self) -> PortUse:
        """The entry as a port use."""
        return self.published.use


def publishing(socket: Socket) -> Publishing:
    """Return the entry behind a socket of a project."""
    return cast("Publishing", socket.detail)


def sockets(project: Project) -> tuple[Socket, ...]:
    """Return every port of the host that the project takes for certain.

    They come in the order of the files, and there in that of the text. From a range for one
    port of the container Docker takes one that is free: that is no certain port.
    """
    order = {path: index for index, path in enumerate(project.documents)}

    main = project.files[0]
    of_body = _OF_BODIES.of(main, lambda body: tuple(_of_body(body, main)))
    found: list[Socket] = []
    for body in pausing(project.services.values()):
        if body.is_published and body.is_running:
            found += _with_defaults(of_body(body), project)
    found.sort(key=_SPAN)
    if len(order) > 1:
        found.sort(key=lambda one: order.get(one.place.path, 0))  # those of one stay in order
    return tuple(found)


_SPAN = attrgetter("detail.published.use.span")  # in a third of the time of the properties

_OF_BODIES: LatestParts[Body, tuple[Socket, ...]] = LatestParts()


def may_meet(project: Project) -> bool:
    """Tell whether a port of the host is asked for twice over one transport, on any addresses.

    In most projects none is, and none of its sockets has to be made for that.
    """
    asked: dict[str, list[tuple[int, int]]] = {}
    for body in pausing(project.services.values()):
        for published in body.ports:
            use = published.use
            port = use.port
            if use.role != "publishes" or port is None or port.first is None or port.last is None:
                continue
            if port.first == port.last or published.is_whole:
                asked.setdefault(use.transport, []).append((port.first, port.last))
    return any(map(_are_meeting, asked.values()))


def _are_meeting(ranges: list[tuple[int, int]]) -> bool:
    ranges.sort()
    return any(first <= last for (_, last), (first, _) in pairwise(ranges))


def picked(project: Project) -> Iterator[Socket]:
    """Yield what is published on a port of the host that Docker picks when a container starts.

    It is one of the ports from `first` to `last`; any port at all where both are 0, as where the
    port is a variable that nothing sets.
    """
    space = machine(project.files[0])
    for body in project.services.values():
        pause()
        for published in body.ports if body.is_published and body.is_running else ():
            use, targets = published.use, published.targets
            host = use.port if use.role == "publishes" else None
            if len(targets) != 1 or published.entry.is_address_unknown:
                continue
            first, last = (host.first or 0, host.last or 0) if host is not None else (0, 0)
            if first == last and first != 0:
                continue
            inside = use.target or use.port
            there = Place(published.path, inside.span if inside else use.span)
            place = Place(published.path, host.span if host is not None else use.span)
            yield Socket(
                *(space, use.address or ANY_IPV4, use.transport, first, last, body.name, place),
                certainty="conditional",
                when=body.profiles,
                target=Target(container(project.files[0], body.name), targets[0], there),
            )


def machine(main: str) -> PortSpace:
    """Return the machine on which the project whose first file is `main` publishes its ports."""
    return PortSpace("machine", main)


def container(main: str, service: str) -> PortSpace:
    """Return the port space of the own container of a service of that project."""
    return PortSpace("container", f"{main}#{service}")


def addresses(use: PortUse) -> tuple[Address, ...]:
    """Return the addresses of the host on which an entry is published."""
    return (ANY_IPV4, ANY_IPV6) if use.address is None else (use.address,)


class _Range(NamedTuple):
    publishing: Publishing
    first: int
    last: int


def _ranges(body: Body) -> Iterator[_Range]:
    """Yield the host's ports of a service; those that one entry has in a row together."""
    pending: _Range | None = None
    for published in body.ports:
        pause()
        port = published.use.port
        if published.use.role != "publishes" or port is None or port.first is None:
            continue
        if published.entry.is_address_unknown:
            continue
        if published.is_whole and port.last is not None:
            yield _Range(Publishing(body, published), port.first, port.last)
        if port.first != port.last:
            continue
        if pending is not None and _goes_on(pending, published, port.first):
            pending = pending._replace(last=port.first)
            continue
        if pending is not None:
            yield pending
        pending = _Range(Publishing(body, published), port.first, port.first)
    if pending is not None:
        yield pending


def _goes_on(before: _Range, published: Published, port: int) -> bool:
    entry = before.publishing.published.entry
    return published.entry is entry and before.last + 1 == port


def _with_defaults(found: tuple[Socket, ...], project: Project) -> Iterable[Socket]:
    """Return sockets of one service; those not certain that hang on the project's own `.env`.

    It may replace values that only the files of an `include` give.
    """
    included = project.included.get(found[0].owner) if found else None
    names = included.defaults if included is not None else frozenset[str]()
    if not names:
        return found
    return (
        socket._replace(certainty="default")
        if socket.certainty == "certain" and _hangs_on(publishing(socket).published, names, project)
        else socket
        for socket in found
    )


def _hangs_on(published: Published, names: frozenset[str], project: Project) -> bool:
    written = published.entry.node.of(project.documents[published.path].text)
    return any(variable.name in names for variable in expand(written, {}).variables)


def _of_body(body: Body, main: str) -> Iterator[Socket]:
    """Yield the sockets of a service of the project whose first file is `main`."""
    for entry in _ranges(body):
        yield from _sockets(entry, main)


def _sockets(entry: _Range, main: str) -> Iterator[Socket]:
    space = machine(main)
    body, published = entry.publishing
    use, targets = published.use, published.targets
    written = use.target or use.port
    place = Place(published.path, written.span if written else use.span)
    host = Place(published.path, use.port.span if use.port else use.span)
    inside = Target(container(main, body.name), targets[0], place) if targets else None
    certainty: Certainty = "default" if published.entry.is_default else "certain"
    if published.is_out:  # Compose has to be given another entry before it opens anything
        certainty = "conditional"
    for address in addresses(use):
        yield Socket(
            space,
            address,
            use.transport,
            entry.first,
            entry.last,
            body.name,
            host,
            certainty,
            when=body.profiles,
            target=inside,
            detail=entry.publishing,
        )
