"""Pods: the ports of their containers, and the probes that ask for them."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._yaml.nodes import Mapping, Node, resolved, text_of, value_of
from portlens.formats.kubernetes.manifest import ContainerPort, Entry, Named, Pod
from portlens.formats.kubernetes.objects import PODS, Object, at, first_key, labels_of, mappings_at
from portlens.formats.kubernetes.value import (
    Names,
    Value,
    either_faults,
    entry_span,
    name_meant,
    name_of,
    needed_faults,
    number_faults,
    number_of,
    port_name_faults,
    transport_of,
    value_at,
)
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.span import Span

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")

Found = Iterator[PortUse | Fault | Pod]


def read_pod(subject: Object, template: Node | None, text: str) -> Found:
    """Yield what the pods of `subject` say of ports; `template` has their `spec`."""
    spec = at(template, "spec")
    is_on_host = text_of(value_of(spec, "hostNetwork")) == "true"
    ports: list[ContainerPort] = []
    probes: list[Named] = []
    checks: list[PortUse] = []
    containers = [*mappings_at(spec, "containers")]
    first_init = len(containers)
    containers += mappings_at(spec, "initContainers")
    labels = labels_of(at(template, "metadata", "labels"))
    is_whole = _is_whole(subject, spec, labels) and all(map(_has_image, containers))
    for number, container in enumerate(containers):
        pause()
        names = Names()
        for item in mappings_at(container, "ports"):
            found = _Port(item, text, subject.owner, container)
            yield from found.items(is_on_host=is_on_host)
            yield from names.faults(found.name)
            ports.append(found.port(number, is_init=number >= first_init, is_on_host=is_on_host))
        for kind, probe in _probes(container):
            value = value_at(probe, "port", text)
            if value is None:
                yield Fault("missing-port", first_key(probe), "probe-port")
                continue
            takes_name = kind != "grpc"
            yield from needed_faults(value, either_faults if takes_name else number_faults)
            use = _check(value, probe, subject.owner, text)
            if use is not None:
                yield use
                checks += [use] if use.address is None else []
            name = name_meant(value)
            if name and takes_name:
                probes.append(Named(name, value.span, number))
    if containers:
        yield Pod(
            subject.owner,
            subject.namespace,
            labels,
            is_whole,
            tuple(ports),
            tuple(probes),
            tuple(checks),
            subject.place,
            ends=subject.group == "batch",
        )


def _is_whole(subject: Object, spec: Node | None, labels: dict[str, str] | None) -> bool:
    """Tell whether an object has what the API takes none without, and a patch leaves out.

    Sources: ValidateDeploymentSpec and its like, ValidateJobSpec; the older kinds take their
    selector from the labels.
    """
    if subject.group == "batch":
        return bool(text_of(value_of(spec, "restartPolicy")))
    if PODS.get((subject.group, subject.kind), ())[:1] != ("spec",):
        return True
    selector = resolved(at(subject.node, "spec", "selector"))
    return labels is not None and (subject.group != "apps" or isinstance(selector, Mapping))


def _has_image(container: Mapping) -> bool:
    """Tell whether a container is written whole; for `auto`, Istio puts another in its place."""
    return text_of(value_of(container, "image")) not in ("", "auto")


class _Port:
    """An entry of `ports` in a container."""

    def __init__(self, item: Mapping, text: str, owner: str, container: Mapping) -> None:
        self.item = item
        self.owner = owner
        self.entry = Entry(image=text_of(value_of(container, "image")))
        self.inner = value_at(item, "containerPort", text)
        self.host = value_at(item, "hostPort", text)
        self.name = value_at(item, "name", text)
        self.protocol = value_at(item, "protocol", text)
        self.address = value_at(item, "hostIP", text)

    def port(self, container: int, *, is_init: bool, is_on_host: bool) -> ContainerPort:
        """Return what the rules ask for."""
        transport, _ = transport_of(self.protocol)
        host = self.host if self.host is not None and not self.host.is_unset else None
        if host is None and is_on_host:
            host = self.inner  # the API's default
        address = self.address.text if self.address is not None else ""
        inner = number_of(self.inner).first if self.inner is not None else None
        return ContainerPort(
            name_of(self.name),
            inner,
            transport,
            self.inner.span if self.inner is not None else self.item.span,
            container,
            is_init,
            number_of(host).first if host is not None else None,
            address,
            host.span if host is not None else None,
            self.name.span if self.name is not None else None,
        )

    def items(self, *, is_on_host: bool) -> Iterator[PortUse | Fault]:
        """Yield the use, and what the API has against the entry."""
        transport, fault = transport_of(self.protocol)
        if fault is not None:
            yield fault
        if self.name is not None:
            yield from port_name_faults(self.name)
        if self.host is not None:
            yield from number_faults(self.host)
        inner = self._inner()
        if self.inner is not None:
            yield from number_faults(self.inner)
        if self.inner is not None and self.inner.number == 0:
            yield Fault("port-out-of-range", self.inner.span, "lowest", {"lowest": 1})
        elif self.inner is None or self.inner.is_unset:
            is_written = self.inner is not None and self.inner.text
            at_ = self.inner.whole if self.inner and is_written else first_key(self.item)
            yield Fault("missing-port", at_, "container-port")
        span = entry_span(self.item, self.inner)
        use = PortUse("container", span, inner, transport, owner=self.owner, detail=self.entry)
        if self.host is None or self.host.is_unset:
            yield use
            return
        port = number_of(self.host)
        address = self._address()
        yield use._replace(role="publishes", port=port, target=inner, address=address)
        if is_on_host and inner.first is not None and port.first not in (None, inner.first):
            yield Fault("invalid-port", self.host.span, "host-network", {"port": inner.first})

    def _inner(self) -> PortRange:
        if self.inner is not None:
            return number_of(self.inner)
        at_ = Span(self.item.start, self.item.start)
        return PortRange(at_, None, None, is_implied=True)

    def _address(self) -> Address | None:
        return parse_ip(self.address.text) if self.address is not None else None


def _probes(container: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield what asks a container for a port, and how: probes, requests at its start and end."""
    asked = [value_of(container, key) for key in _PROBES]
    asked += [at(container, "lifecycle", key) for key in _HOOKS]
    for probe in asked:
        for kind in ("httpGet", "tcpSocket", "grpc"):
            found = resolved(at(probe, kind))
            if isinstance(found, Mapping):
                yield kind, found


def _check(value: Value, probe: Mapping, owner: str, text: str) -> PortUse | None:
    """Return the use of a number; whose port a name is, the rules tell."""
    if value.kind == "str":
        return None
    host = value_at(probe, "host", text)
    address = None
    if host is not None and host.kind == "str" and host.text:
        address = parse_ip(host.text) or Address("name", host.text)
    return PortUse("connects", value.span, number_of(value), address=address, owner=owner)
