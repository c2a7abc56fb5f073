"""What the objects of a manifest are to each other: pods, Services that lead to them, routes.

Each is a port space of its own. A Service reaches the pods of its selector, a route the Services of
its namespace: that is what navigation and renaming follow. A container need not listen on what it
declares, so its sockets are only usual ones.
"""

from collections.abc import Iterator

from portlens.formats.kubernetes.manifest import ContainerPort, Manifest, Service, ServicePort
from portlens.model.address import ANY_IPV4, Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty, Connection, Place, PortSpace, Socket
from portlens.programs.kubernetes.selection import Selection
from portlens.programs.node import Name, Node
from portlens.programs.program import Topology
from portlens.text.span import Span
from portlens.workspace.document import Document

_ITSELF = Address("name", "")


def topology_of(document: Document) -> Topology:
    """Return the objects of a manifest as nodes, with what each declares and leads to."""
    tree = document.reading.tree
    if not isinstance(tree, Manifest):
        return Topology()
    cluster = _Cluster(document, tree)
    cluster.add_pods()
    cluster.add_services()
    cluster.add_routes()
    return Topology(tuple(cluster.nodes), tuple(cluster.inner), tuple(cluster.connections))


class _Cluster:
    """The objects of one manifest while they are put together."""

    def __init__(self, document: Document, manifest: Manifest) -> None:
        self.path = document.path
        self.manifest = manifest
        self.nodes: list[Node] = []
        self.inner: list[Socket] = []
        self.connections: list[Connection] = []

    def add_pods(self) -> None:
        for index, pod in enumerate(self.manifest.pods):
            space = self._space("pod", index)
            self.nodes.append(Node(space, pod.owner, self._place(pod.place)))
            for port in pod.ports:
                self._declare(space, pod.owner, port, "usual")
            for use in pod.checks:
                if use.port is not None:
                    self._connect(space, _ITSELF, use.port, "tcp", pod.owner)

    def add_services(self) -> None:
        selection = Selection(self.manifest)
        for index, service in enumerate(self.manifest.services):
            space = self._space("service", index)
            owner = service.owner
            pods = selection.of(service)
            network = self._network(service.namespace)
            names = (Name(service.name, network),) if service.name else ()
            hosts = {_name(pod): self._space("pod", pod) for pod in pods}
            place = self._place(service.place)
            self.nodes.append(Node(space, owner, place, names, (network,), hosts))
            for port in service.ports:
                self._declare(space, owner, port, "certain")
            for pod in pods:
                for inner, transport in _leading(service):
                    self._connect(space, Address("name", _name(pod)), inner, transport, owner)

    def add_routes(self) -> None:
        spaces: dict[tuple[Span, str], PortSpace] = {}
        for backend in self.manifest.backends:
            key = backend.place, backend.namespace
            if key not in spaces:
                space = spaces[key] = self._space("route", len(spaces))
                networks = (self._network(backend.namespace),)
                place = self._place(backend.place)
                self.nodes.append(Node(space, backend.owner, place, networks=networks))
            if backend.number is not None:
                part = PortRange(backend.span, backend.number, backend.number)
                address = Address("name", backend.service)
                self._connect(spaces[key], address, part, "tcp", backend.owner)

    def _declare(
        self,
        space: PortSpace,
        owner: str,
        port: ContainerPort | ServicePort,
        certainty: Certainty,
    ) -> None:
        number = port.number
        if number is not None:
            place = self._place(port.span)
            self.inner.append(
                Socket(space, ANY_IPV4, port.transport, number, number, owner, place, certainty)
            )

    def _connect(
        self, space: PortSpace, address: Address, part: PortRange, transport: str, owner: str
    ) -> None:
        if part.first is None or part.last is None:
            return
        use = PortUse("connects", part.span, part, transport, address, owner)
        place = self._place(part.span)
        self.connections.append(
            Connection(space, address, transport, part.first, part.last, owner, place, None, use)
        )

    def _space(self, kind: str, index: int) -> PortSpace:
        return PortSpace("container", f"{self.path}#{kind}{index}")

    def _network(self, namespace: str) -> str:
        return f"{self.path}#{namespace}"

    def _place(self, span: Span) -> Place:
        return Place(self.path, span)


def _name(pod: int) -> str:
    """Return what a Service calls a pod of its selector: no name that anybody else has."""
    return f"pod {pod}"


def _leading(service: Service) -> Iterator[tuple[PortRange, str]]:
    """Yield the ports of its pods to which a Service leads by a number that is written."""
    for port in service.ports:
        if port.inner is not None:
            yield port.inner, port.transport
