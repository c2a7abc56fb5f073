"""What leads to the ports of Services, and what lets traffic through to those of pods."""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats._yaml.nodes import Mapping, Node, resolved, text_of, value_of
from portlens.formats.kubernetes.manifest import Backend, Entry, Permit
from portlens.formats.kubernetes.objects import Object, at, labels_of, mappings_at
from portlens.formats.kubernetes.value import (
    Value,
    either_faults,
    name_meant,
    needed_faults,
    number_faults,
    number_of,
    port_name_faults,
    transport_of,
    value_at,
)
from portlens.model.address import Address
from portlens.model.port_use import PortUse

# To AWS' controller the backend is no Service: an annotation of the service's name describes it.
_ANNOTATED = "use-annotation"
_MOST_PEERS = 16  # of one rule, each of which may select pods

Found = Iterator[PortUse | Fault | Backend]


def read_ingress(subject: Object, text: str) -> Found:
    """Yield the backends of an Ingress."""
    spec = at(subject.node, "spec")
    backends = [at(spec, "defaultBackend"), at(spec, "backend")]
    for rule in mappings_at(spec, "rules"):
        backends += [at(path, "backend") for path in mappings_at(rule, "http", "paths")]
    for backend in backends:
        service = resolved(at(backend, "service"))
        if isinstance(service, Mapping):
            yield from _ingress_backend(subject, service, text)
        elif isinstance(resolved(backend), Mapping):
            yield from _old_backend(subject, backend, text)


def read_route(subject: Object, text: str) -> Found:
    """Yield the backends of an HTTPRoute."""
    for rule in mappings_at(subject.node, "spec", "rules"):
        for reference in mappings_at(rule, "backendRefs"):
            port = value_at(reference, "port", text)
            kind = text_of(value_of(reference, "kind")) or "Service"
            if port is None or kind != "Service":
                continue
            yield from number_faults(port)
            if port.kind == "int" and port.number == 0:
                yield Fault("port-out-of-range", port.span, "lowest", {"lowest": 1})
            service = value_at(reference, "name", text)
            namespace = text_of(value_of(reference, "namespace"))
            target = subject._replace(namespace=namespace or subject.namespace)
            for found in _leads_to(target, service, port):
                if isinstance(found, Backend):
                    found = found._replace(says_namespace=bool(namespace))  # noqa: PLW2901
                yield found


def read_policy(subject: Object, text: str) -> Iterator[PortUse | Fault | Permit]:
    """Yield the ports that a NetworkPolicy lets through, and whose these are."""
    spec = at(subject.node, "spec")
    for rule in mappings_at(spec, "ingress"):
        selectors = _labels((at(spec, "podSelector"),))
        for item in mappings_at(rule, "ports"):
            yield from _permitted(item, text, subject, selectors)
    for rule in mappings_at(spec, "egress"):
        selectors = _labels([_own_pods(peer) for peer in mappings_at(rule, "to")])
        for item in mappings_at(rule, "ports"):
            yield from _permitted(item, text, subject, selectors)


def _ingress_backend(subject: Object, service: Mapping, text: str) -> Found:
    name = value_at(service, "name", text)
    port = at(service, "port")
    number = value_at(port, "number", text) if port is not None else None
    if number is not None and not number.is_unset:
        yield from number_faults(number)
        yield from _leads_to(subject, name, number)
    named = value_at(port, "name", text) if port is not None else None
    if named is not None:
        yield from port_name_faults(named)
        yield from _leads_to_name(subject, name, named)


def _old_backend(subject: Object, backend: Node | None, text: str) -> Found:
    """Yield the backend of an API that clusters up to version 1.21 have."""
    port = value_at(backend, "servicePort", text) if backend is not None else None
    if port is None:
        return
    yield from either_faults(port)
    name = value_at(backend, "serviceName", text) if backend is not None else None
    yield from _leads_to_name(subject, name, port)
    if port.kind == "int" and not port.is_unset:
        yield from _leads_to(subject, name, port)


def _leads_to(subject: Object, named: Value | None, port: Value) -> Found:
    part = number_of(port)
    service = named.text if named is not None else ""
    yield PortUse(
        "connects",
        port.span,
        part,
        address=Address("name", service) if service else None,
        owner=subject.owner,
        detail=Entry(service=service),
    )
    if part.first is not None:
        yield _backend(subject, named, port)


def _leads_to_name(subject: Object, service: Value | None, port: Value) -> Iterator[Backend]:
    if name_meant(port) not in ("", _ANNOTATED):
        yield _backend(subject, service, port)


def _backend(subject: Object, service: Value | None, port: Value) -> Backend:
    number = number_of(port).first
    return Backend(
        service.text if service is not None else "",
        subject.namespace,
        number,
        "" if number is not None else port.text,
        port.span,
        subject.owner,
        subject.place,
        service.span if service is not None else None,
    )


def _own_pods(peer: Mapping) -> Node | None:
    """Return the selector of a peer that is the pods of the policy's own namespace."""
    return at(peer, "podSelector") if value_of(peer, "namespaceSelector") is None else None


def _labels(selectors: Sequence[Node | None]) -> tuple[dict[str, str], ...]:
    """Return the labels that each selector wants; none where one wants something else."""
    found = [] if len(selectors) > _MOST_PEERS else list(map(_wanted, selectors))
    labels = tuple(each for each in found if each is not None)
    return labels if len(labels) == len(found) else ()


def _wanted(selector: Node | None) -> dict[str, str] | None:
    is_plain = value_of(selector, "matchExpressions") is None
    return labels_of(at(selector, "matchLabels")) if is_plain else None


def _permitted(
    item: Mapping, text: str, subject: Object, selectors: tuple[dict[str, str], ...]
) -> Iterator[PortUse | Fault | Permit]:
    owner = subject.owner
    transport, fault = transport_of(value_at(item, "protocol", text), may_be_empty=False)
    if fault is not None:
        yield fault
    port, end = value_at(item, "port", text), value_at(item, "endPort", text)
    if port is None:
        return
    if port.kind != "null":  # every port is meant
        yield from needed_faults(port)
    part, name = number_of(port), name_meant(port)
    if end is None and (name or part.first is not None):
        place = port.span, transport, owner, subject.place
        yield Permit(selectors, subject.namespace, part.first, name, *place)
    if port.kind in ("null", "str"):
        return
    yield PortUse("permits", port.span, part, transport, owner=owner)
    if end is None:
        return
    yield from number_faults(end)
    last = number_of(end)
    yield PortUse("permits", end.span, last, transport, owner=owner)
    if part.first is not None and last.first is not None and last.first < part.first:
        yield Fault("invalid-port", end.span, "end-before-port", {"port": part.first})
