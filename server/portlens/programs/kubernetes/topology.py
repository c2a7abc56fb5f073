"""What the objects of manifests are to each other: pods, Services that lead to them, routes.

Each is a port space of its own. A Service reaches the pods of its selector, a route the Services of
its namespace, and a network policy speaks of its pods' ports: that is what navigation and renaming
follow. A container need not listen on what it declares, so its sockets are only usual ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from portlens.formats.kubernetes.manifest import (
    Backend,
    ContainerPort,
    Manifest,
    Named,
    Permit,
    Pod,
    Service,
    ServicePort,
)
from portlens.model.address import ANY_IPV4, Address
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.model.socket import Certainty, Connection, Maker, Place, PortSpace, Socket
from portlens.programs.kubernetes.selection import Selection
from portlens.programs.node import Name, Node
from portlens.programs.program import Topology
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.text.typed import TypeVar
from portlens.workspace.document import Document

Item = TypeVar("Item", Service, Backend, Permit)

_ITSELF = Address("name", "")


def topology_of(documents: Sequence[Document]) -> Topology:
    """Return the objects of manifests as nodes, with what each declares and leads to."""
    cluster = _Cluster(documents)
    cluster.add_pods()
    cluster.add_services()
    cluster.add_routes()
    cluster.add_policies()
    return Topology(tuple(cluster.nodes), tuple(cluster.inner), tuple(cluster.connections))


class _Source(NamedTuple):
    """Whose a connection is, and where it is written."""

    space: PortSpace
    path: str
    owner: str

    def use(
        self, part: PortRange, transport: str, address: Address, role: Role = "connects"
    ) -> PortUse:
        """Return the use that speaks of the port at `part`."""
        return PortUse(role, part.span, part, transport, address, self.owner)


class _Names:
    """The ports of a pod by their names, of all its containers and of each."""

    def __init__(self, pod: Pod) -> None:
        self._all: dict[tuple[str, str], list[int]] = {}
        self._of_one: dict[tuple[str, int], list[int]] = {}
        for port in pod.ports:
            if port.name and port.number is not None:
                self._all.setdefault((port.name, port.transport), []).append(port.number)
                if port.transport == "tcp":
                    self._of_one.setdefault((port.name, port.container), []).append(port.number)

    def numbers(self, name: str, transport: str) -> Sequence[int]:
        """Return the numbers that a name stands for."""
        return self._all.get((name, transport), ())

    def asked(self, probe: Named) -> Sequence[int]:
        """Return those that a probe asks for by a name."""
        return self._of_one.get((probe.name, probe.container or 0), ())


class _Cluster:
    """The objects of some manifests while they are put together."""

    def __init__(self, documents: Sequence[Document]) -> None:
        trees = ((each.path, each.reading.tree) for each in documents)
        self.manifests = [(path, tree) for path, tree in trees if isinstance(tree, Manifest)]
        self.path = documents[0].path
        self.selection = Selection(manifest for _, manifest in self.manifests)
        self.paths = [path for path, manifest in self.manifests for _ in manifest.pods]
        self.nodes: list[Node] = []
        self.inner: list[Socket] = []
        self.connections: list[Connection] = []
        self._counts: dict[str, int] = {}
        self.names = [_Names(pod) for pod in pausing(self.selection.pods)]
        self._named: dict[tuple[str, str, str], int] = {}  # the ports of Services by their names

    def add_pods(self) -> None:
        for index, pod in enumerate(pausing(self.selection.pods)):
            source = _Source(self._pod(index), self.paths[index], pod.owner)
            self.nodes.append(Node(source.space, pod.owner, Place(source.path, pod.place)))
            for port in pod.ports:
                self._declare(source, port, "usual")
            for use in pod.checks:
                if use.port is not None:
                    self._connect(source, source.use(use.port, "tcp", _ITSELF), maker="check")
            for probe in pod.probes:
                for number in self.names[index].asked(probe):
                    part = _meant(probe.span, number)
                    self._connect(source, source.use(part, "tcp", _ITSELF), maker="check")

    def add_services(self) -> None:
        for path, service in self._each(lambda manifest: manifest.services):
            pods = self.selection.of(service)
            hosts = {_name(pod): self._pod(pod) for pod in pods}
            source = self._node("service", path, service, hosts, service.name)
            for port in service.ports:
                self._declare(source, port, "certain")
                if port.name and port.number is not None:
                    key = service.namespace, service.name, port.name
                    self._named.setdefault(key, port.number)
            for index in pods:
                address = Address("name", _name(index))
                for part, transport in _leading(service, self.names[index]):
                    self._connect(source, source.use(part, transport, address))

    def add_routes(self) -> None:
        spaces: dict[tuple[str, Span, str], _Source] = {}
        for path, backend in self._each(lambda manifest: manifest.backends):
            key = path, backend.place, backend.namespace
            source = spaces.get(key)
            if source is None:
                source = spaces[key] = self._node("route", path, backend, {})
            part = PortRange(backend.span, backend.number, backend.number)
            if backend.number is None:
                name = backend.namespace, backend.service, backend.name
                part = _meant(backend.span, self._named.get(name))
            address = Address("name", backend.service)
            self._connect(source, source.use(part, "tcp", address), backend.service_span)

    def add_policies(self) -> None:
        policies: dict[tuple[str, Span], list[tuple[Permit, dict[int, None]]]] = {}
        for path, permit in self._each(lambda manifest: manifest.permits):
            each = (self.selection.labelled(one, permit.namespace) for one in permit.selectors)
            pods = dict.fromkeys(index for found in each for index in found)
            policies.setdefault((path, permit.place), []).append((permit, pods))
        for (path, _), permits in pausing(policies.items()):
            hosts = {_name(pod): self._pod(pod) for _, pods in permits for pod in pods}
            if not hosts:
                continue
            source = self._node("policy", path, permits[0][0], hosts)
            for permit, index in ((permit, index) for permit, pods in permits for index in pods):
                address = Address("name", _name(index))
                for part in _permitted(permit, self.names[index]):
                    use = source.use(part, permit.transport, address, "permits")
                    self._connect(source, use)

    def _each(self, of: Callable[[Manifest], Iterable[Item]]) -> Iterator[tuple[str, Item]]:
        """Yield some objects of all manifests, each with its path."""
        return ((path, item) for path, manifest in self.manifests for item in pausing(of(manifest)))

    def _node(
        self,
        kind: str,
        path: str,
        item: Service | Backend | Permit,
        hosts: dict[str, PortSpace],
        name: str = "",
    ) -> _Source:
        """Take in an object that leads to others: by their names, or those of `hosts`."""
        space = self._space(kind, self._counts.get(kind, 0))
        self._counts[kind] = self._counts.get(kind, 0) + 1
        network = f"{self.path}#{item.namespace}"
        names = (Name(name, network),) if name else ()
        place = Place(path, item.place)
        self.nodes.append(Node(space, item.owner, place, names, (network,), hosts))
        return _Source(space, path, item.owner)

    def _declare(
        self, source: _Source, port: ContainerPort | ServicePort, certainty: Certainty
    ) -> None:
        number = port.number
        if number is not None:
            whole = source.space, ANY_IPV4, port.transport, number, number, source.owner
            self.inner.append(Socket(*whole, Place(source.path, port.span), certainty))

    def _connect(
        self,
        source: _Source,
        use: PortUse,
        host: Span | None = None,
        maker: Maker = "program",
    ) -> None:
        first = use.port.first if use.port is not None else None
        if first is None or use.address is None:
            return
        place = Place(source.path, use.span)
        whole = source.space, use.address, use.transport, first, first, source.owner
        self.connections.append(Connection(*whole, place, host, use, maker=maker))

    def _pod(self, index: int) -> PortSpace:
        return self._space("pod", index)

    def _space(self, kind: str, index: int) -> PortSpace:
        return PortSpace("container", f"{self.path}#{kind}{index}")


def _name(pod: int) -> str:
    """Return what others call a pod of their selector: no name that anybody else has."""
    return f"pod {pod}"


def _leading(service: Service, names: _Names) -> Iterator[tuple[PortRange, str]]:
    """Yield the ports of a pod to which a Service leads, by their numbers or their names."""
    for port in service.ports:
        if port.inner is not None:
            yield port.inner, port.transport
        elif port.target is not None:
            for number in names.numbers(port.target.name, port.transport):
                yield _meant(port.target.span, number), port.transport


def _permitted(permit: Permit, names: _Names) -> Iterator[PortRange]:
    if permit.number is not None:
        yield PortRange(permit.span, permit.number, permit.number)
    for number in names.numbers(permit.name, permit.transport):
        yield _meant(permit.span, number)


def _meant(span: Span, number: int | None) -> PortRange:
    """Return a port that is written by its name: a rename of the number leaves that alone."""
    return PortRange(span, number, number, is_implied=True)
