"""The ports of the host that a Compose project takes.

Source: projects really started on a Docker Engine 20.10: an entry without an address takes
its port on 0.0.0.0 and on [::]; `[::]` alone takes no IPv4; what runs no container takes
nothing.
"""

from collections.abc import Iterator

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

    def of_body(body: Body) -> tuple[Socket, ...]:
        return tuple(socket for entry in _ranges(body) for socket in _sockets(entry, project))

    # What an included service takes may hang on the project's own `.env`; all others say it alone.
    kept = _OF_BODIES.of(project.files[0], of_body)
    found = [
        socket
        for body in pausing(project.services.values())
        if body.is_published and body.is_running
        for socket in (of_body if body.name in project.included else kept)(body)
    ]
    return tuple(
        sorted(found, key=lambda one: (order.get(one.place.path, 0), publishing(one).use.span))
    )


# Of as many projects as anybody types in.
_OF_BODIES: LatestParts[Body, tuple[Socket, ...]] = LatestParts(16)


def picked(project: Project) -> Iterator[Socket]:
    """Yield what is published on a port of the host that Docker picks when a container starts.

    It is one of the ports from `first` to `last`; any port at all where both are 0, as where the
    port is a variable that nothing sets.
    """
    space = machine(project)
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
                target=Target(container(project, body.name), targets[0], there),
            )


def machine(project: Project) -> PortSpace:
    """Return the machine on which the project publishes its ports."""
    return PortSpace("machine", project.files[0])


def container(project: Project, service: str) -> PortSpace:
    """Return the port space of a service's own container."""
    return PortSpace("container", f"{project.files[0]}#{service}")


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


def _defaults(project: Project, service: str) -> frozenset[str]:
    """Return the variables of a service whose values the project's own `.env` may replace."""
    included = project.included.get(service)
    return included.defaults if included else frozenset()


def _hangs_on(published: Published, defaults: frozenset[str], project: Project) -> bool:
    """Tell whether an entry hangs on a variable's default, or on one of `defaults`."""
    if published.entry.is_default or not defaults:
        return published.entry.is_default
    written = published.entry.node.of(project.documents[published.path].text)
    return any(variable.name in defaults for variable in expand(written, {}).variables)


def _sockets(entry: _Range, project: Project) -> Iterator[Socket]:
    space = machine(project)
    body, published = entry.publishing
    use, targets = published.use, published.targets
    written = use.target or use.port
    place = Place(published.path, written.span if written else use.span)
    host = Place(published.path, use.port.span if use.port else use.span)
    defaults = _defaults(project, body.name)
    inside = Target(container(project, body.name), targets[0], place) if targets else None
    certainty: Certainty = "default" if _hangs_on(published, defaults, project) else "certain"
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
