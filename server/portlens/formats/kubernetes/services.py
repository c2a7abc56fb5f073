"""Services: their ports, where these lead, and the ports of the nodes."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._yaml.nodes import Mapping
from portlens.formats.kubernetes.manifest import Entry, Named, Service, ServicePort
from portlens.formats.kubernetes.objects import Object, at, first_key, labels_of, mappings_at
from portlens.formats.kubernetes.value import (
    Names,
    Value,
    either_faults,
    entry_span,
    label_faults,
    name_meant,
    name_of,
    number_faults,
    number_of,
    transport_of,
    value_at,
)
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pause

# What the API server gives out, unless its --service-node-port-range says otherwise.
NODE_PORTS = range(30_000, 32_768)
_KUBELET = 10_250
_WITHOUT_NODE_PORTS = ("", "ClusterIP")


def read_service(subject: Object, text: str) -> Iterator[PortUse | Fault | Service]:
    """Yield what a Service says of ports."""
    spec = at(subject.node, "spec")
    kind = value_at(spec, "type", text) if spec is not None else None
    type_ = kind.text if kind is not None else ""
    if kind is not None and kind.kind == "unknown":
        type_ = "unknown"
    selector = labels_of(at(spec, "selector"))
    items = list(mappings_at(spec, "ports"))
    # Who patches a Service, or has its ports written in by another program, leaves out the rest.
    is_whole = selector is not None and bool(subject.name)
    ports = []
    names = Names()
    for item in items:
        pause()
        found = _Port(item, text, subject, type_)
        yield from found.items(is_alone=len(items) == 1)
        yield from names.faults(found.name)
        ports.append(found.port())
    yield Service(subject.name, subject.namespace, selector, is_whole, tuple(ports), subject.place)


class _Port:
    """An entry of `ports` in a Service."""

    def __init__(self, item: Mapping, text: str, subject: Object, type_: str) -> None:
        self.item = item
        self.subject = subject
        self.type = type_
        self.own = value_at(item, "port", text)
        self.name = value_at(item, "name", text)
        self.target = value_at(item, "targetPort", text)
        self.node = value_at(item, "nodePort", text)
        self.protocol = value_at(item, "protocol", text)

    def port(self) -> ServicePort:
        """Return what the rules ask for."""
        transport, _ = transport_of(self.protocol)
        node = self.node if self.node is not None and not self.node.is_unset else None
        target = None
        name = name_meant(self.target)
        if self.target is not None and name:
            target = Named(name, self.target.span)
        return ServicePort(
            name_of(self.name),
            number_of(self.own).first if self.own is not None else None,
            transport,
            self.own.span if self.own is not None else self.item.span,
            target,
            number_of(node).first if node is not None else None,
            node.span if node is not None else None,
            self._target(),
            self.name.span if self.name is not None else None,
        )

    def items(self, *, is_alone: bool) -> Iterator[PortUse | Fault]:
        """Yield the uses, and what the API has against the entry."""
        transport, fault = transport_of(self.protocol)
        if fault is not None:
            yield fault
        yield from self._name_faults(is_needed=not is_alone)
        if self.target is not None:
            yield from either_faults(self.target)
        yield from self._node_faults()
        entry = Entry(service=self.subject.name)
        use = PortUse(
            "publishes",
            entry_span(self.item, self.own),
            self._own(),
            transport,
            owner=self.subject.owner,
            target=self._target(),
            detail=entry,
        )
        if self.own is not None:
            yield from number_faults(self.own)
            yield from self._own_faults(self.own)
            yield use
        if self.own is None:
            yield Fault("missing-port", first_key(self.item), "service-port")
        if self.node is not None and not self.node.is_unset:
            port, own = number_of(self.node), entry._replace(is_node=True)
            yield use._replace(span=self.node.span, port=port, target=None, detail=own)

    def _own_faults(self, own: Value) -> Iterator[Fault]:
        if own.is_unset:
            at_ = own.span if own.kind == "int" else first_key(self.item)
            reason = "lowest" if own.kind == "int" else "service-port"
            rule = "port-out-of-range" if own.kind == "int" else "missing-port"
            yield Fault(rule, at_, reason, {"lowest": 1})
        elif own.number == _KUBELET and self.type == "LoadBalancer":
            yield Fault("invalid-port", own.span, "kubelet")

    def _name_faults(self, *, is_needed: bool) -> Iterator[Fault]:
        if self.name is not None:
            yield from label_faults(self.name)
        if is_needed and name_of(self.name) == "":
            yield Fault("invalid-port-name", first_key(self.item), "needed")

    def _node_faults(self) -> Iterator[Fault]:
        node = self.node
        if node is None:
            return
        yield from number_faults(node)
        if node.is_unset or node.number is None:
            return
        if self.type in _WITHOUT_NODE_PORTS:
            yield Fault("invalid-port", node.span, "no-node-port")
        elif 0 < node.number <= HIGHEST_PORT and node.number not in NODE_PORTS:
            yield Fault("port-out-of-range", node.span, "node-port")

    def _own(self) -> PortRange | None:
        return number_of(self.own) if self.own is not None else None

    def _target(self) -> PortRange | None:
        """Return the port of the pods; none where it is meant by its name, or not written."""
        target = self.target
        if target is None or target.kind == "str" or target.is_unset:
            return None
        return number_of(target)
