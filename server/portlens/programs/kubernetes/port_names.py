"""The names of ports: where each is given, and what means it by that name.

A container gives its ports names, which its probes, the Services that lead to it and network
policies may use; a Service gives names to its own, which routes use.
"""

from collections.abc import Iterator, Sequence

from portlens.formats.kubernetes.manifest import Manifest, Pod
from portlens.model.socket import Place
from portlens.programs.kubernetes.selection import Selection
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document


class Given(NamedTuple):
    """That a port has the name at `place`: port `number`, if that is known, of `owner`."""

    place: Place
    number: int | None
    transport: str
    owner: str


class PortNames:
    """The names of some manifests, and which places speak of the same one."""

    def __init__(self, documents: Sequence[Document]) -> None:
        trees = ((each.path, each.reading.tree) for each in documents)
        self._manifests = [(path, tree) for path, tree in trees if isinstance(tree, Manifest)]
        self._selection = Selection(manifest for _, manifest in self._manifests)
        self.given: dict[Place, Given] = {}
        self._links: dict[Place, list[Place]] = {}
        self._of_pods: list[dict[tuple[str, str], list[Given]]] = []
        for path, manifest in self._manifests:
            for pod in manifest.pods:
                self._add_pod(path, pod)
        self._add_services()
        self._add_policies()

    def at(self, path: str, offset: int) -> Place | None:
        """Return the name that is written at `offset`, if what it stands for is known."""
        here = (place for place in self._links if place.path == path)
        return next((place for place in here if place.span.touches(offset)), None)

    def same(self, place: Place) -> list[Place]:
        """Return all places of the name at `place`, itself among them, in the texts' order."""
        found = {place}
        waiting = [place]
        for one in waiting:  # grows on the way
            new = dict.fromkeys(other for other in self._links.get(one, ()) if other not in found)
            found.update(new)
            waiting += new
        return sorted(found)

    def meant(self, place: Place) -> list[Given]:
        """Return the ports that the name at `place` stands for."""
        places = (place, *self._links.get(place, ())) if place not in self.given else (place,)
        return [self.given[each] for each in places if each in self.given]

    def _add_pod(self, path: str, pod: Pod) -> None:
        names: dict[tuple[str, str], list[Given]] = {}
        own: dict[tuple[str, int], list[Given]] = {}
        for port in pod.ports:
            if port.name and port.name_span is not None:
                given = self._give(
                    Given(Place(path, port.name_span), port.number, port.transport, pod.owner)
                )
                names.setdefault((port.name, port.transport), []).append(given)
                if port.transport == "tcp":
                    own.setdefault((port.name, port.container), []).append(given)
        self._of_pods.append(names)
        for probe in pod.probes:
            self._use(Place(path, probe.span), own.get((probe.name, probe.container or 0), ()))

    def _add_services(self) -> None:
        named: dict[tuple[str, str, str], list[Given]] = {}
        for path, manifest in self._manifests:
            for service in manifest.services:
                pods = self._selection.of(service)
                for port in service.ports:
                    if port.name and port.name_span is not None:
                        place = Place(path, port.name_span)
                        given = Given(place, port.number, port.transport, service.owner)
                        key = service.namespace, service.name, port.name
                        named.setdefault(key, []).append(self._give(given))
                    if port.target is not None:
                        place = Place(path, port.target.span)
                        self._use(place, self._in(pods, port.target.name, port.transport))
        for path, manifest in self._manifests:
            for backend in manifest.backends:
                key = backend.namespace, backend.service, backend.name
                self._use(Place(path, backend.span), named.get(key, ()))

    def _add_policies(self) -> None:
        for path, manifest in self._manifests:
            for permit in manifest.permits:
                for labels in permit.selectors if permit.name else ():
                    pods = self._selection.labelled(labels, permit.namespace)
                    found = self._in(pods, permit.name, permit.transport)
                    self._use(Place(path, permit.span), found)

    def _in(self, pods: Sequence[int], name: str, transport: str) -> Iterator[Given]:
        for pod in pods:
            yield from self._of_pods[pod].get((name, transport), ())

    def _give(self, given: Given) -> Given:
        self._links.setdefault(given.place, [])
        return self.given.setdefault(given.place, given)

    def _use(self, place: Place, given: "Iterator[Given] | Sequence[Given]") -> None:
        for each in given:
            self._links.setdefault(place, []).append(each.place)
            self._links[each.place].append(place)
