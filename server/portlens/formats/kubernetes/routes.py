"""What leads to the ports of Services, and what lets traffic through to those of pods."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._yaml.nodes import Mapping, Node, resolved, text_of, value_of
from portlens.formats.kubernetes.manifest import Backend, Entry
from portlens.formats.kubernetes.objects import Object, at, mappings_at
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
            service = text_of(value_of(reference, "name"))
            namespace = text_of(value_of(reference, "namespace"))
            target = subject._replace(namespace=namespace or subject.namespace)
            yield from _leads_to(target, service, port)


def read_policy(subject: Object, text: str) -> Iterator[PortUse | Fault]:
    """Yield the ports that a NetworkPolicy lets through."""
    spec = at(subject.node, "spec")
    for side in ("ingress", "egress"):
        for rule in mappings_at(spec, side):
            for item in mappings_at(rule, "ports"):
                yield from _permitted(item, text, subject.owner)


def _ingress_backend(subject: Object, service: Mapping, text: str) -> Found:
    name = text_of(value_of(service, "name"))
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
    name = text_of(value_of(backend, "serviceName"))
    yield from _leads_to_name(subject, name, port)
    if port.kind == "int" and not port.is_unset:
        yield from _leads_to(subject, name, port)


def _leads_to(subject: Object, service: str, port: Value) -> Found:
    part = number_of(port)
    yield PortUse(
        "connects",
        port.span,
        part,
        address=Address("name", service) if service else None,
        owner=subject.owner,
        detail=Entry(service=service),
    )
    if part.first is not None:
        yield _backend(subject, service, port)


def _leads_to_name(subject: Object, service: str, port: Value) -> Iterator[Backend]:
    if name_meant(port) not in ("", _ANNOTATED):
        yield _backend(subject, service, port)


def _backend(subject: Object, service: str, port: Value) -> Backend:
    number = number_of(port).first
    name = "" if number is not None else port.text
    return Backend(
        service, subject.namespace, number, name, port.span, subject.owner, subject.place
    )


def _permitted(item: Mapping, text: str, owner: str) -> Iterator[PortUse | Fault]:
    transport, fault = transport_of(value_at(item, "protocol", text), may_be_empty=False)
    if fault is not None:
        yield fault
    port, end = value_at(item, "port", text), value_at(item, "endPort", text)
    if port is None:
        return
    if port.kind != "null":  # every port is meant
        yield from needed_faults(port)
    if port.kind in ("null", "str"):
        return
    part = number_of(port)
    yield PortUse("permits", port.span, part, transport, owner=owner)
    if end is None:
        return
    yield from number_faults(end)
    last = number_of(end)
    yield PortUse("permits", end.span, last, transport, owner=owner)
    if part.first is not None and last.first is not None and last.first < part.first:
        yield Fault("invalid-port", end.span, "end-before-port", {"port": part.first})
