"""Entries of `ports` and `expose` that are a single word."""

import re

from portlens.formats._format import Fault
from portlens.formats._interpolation import UNKNOWN
from portlens.formats._yaml.nodes import Scalar
from portlens.formats._yaml.scalar_type import int_of, type_of
from portlens.formats.compose.place import Place, Surroundings, place_of
from portlens.formats.compose.port_entry import Form, Owner, PortEntry, PortItem
from portlens.formats.compose.short_syntax import (
    NO_TRANSPORT,
    TRANSPORTS,
    Mistake,
    ShortEntry,
    Slice,
    read_address,
    read_ports,
    split,
)
from portlens.formats.compose.usual_items import usual_number, usual_port
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse


def read_port(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what an entry of `ports` that is no mapping says."""
    return usual_port(scalar, owner, around.text) or read_any_port(scalar, owner, around)


def read_any_port(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return the same without the short way of `usual_port`."""
    place = place_of(scalar, around)
    kind = type_of(scalar)
    detail = _detail("short", place, owner)
    if kind == "null" or not place.expanded.text:
        return _still_to_type("publishes", place, detail)
    if kind == "int":
        return _number(place, detail)
    if kind != "str":
        fault = Fault("invalid-port", place.span, "not-a-number")
        return PortItem(None, (fault,), is_refused=True)
    if place.expanded.problem == "template":
        return _bad_template(place)
    return _mapping(place, split(place.expanded.text), detail)


def read_expose(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what an entry of `expose` says; Compose looks at nothing but its YAML type."""
    return usual_number("expose", scalar, owner) or read_any_expose(scalar, owner, around)


def read_any_expose(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return the same without the short way of `usual_number`."""
    place = place_of(scalar, around)
    kind = type_of(scalar)
    detail = _detail("expose", place, owner)
    if kind == "null" or not place.expanded.text:
        return _still_to_type("container", place, detail)._replace(is_refused=kind == "null")
    if kind == "int":
        item = _number(place, detail)
        return item._replace(is_refused=False, faults=tuple(map(_exposed, item.faults)))
    if kind != "str":
        fault = Fault("invalid-port", place.span, "not-a-number")
        return PortItem(None, (fault,), is_refused=True)
    if place.expanded.problem == "template":
        return _bad_template(place)
    parts = split(place.expanded.text)
    if parts.host is not None:
        fault = Fault("invalid-port", place.span, "host-in-expose")
        return PortItem(None, (_exposed(fault),))
    item = _mapping(place, parts, detail)
    return item._replace(is_refused=False, faults=tuple(map(_exposed, item.faults)))


def _exposed(fault: Fault) -> Fault:
    """Return a fault as it is in `expose`, which Compose 2 hands to an Engine that looks away."""
    if fault.rule == "invalid-transport" or fault.reason == "lowest":
        return fault._replace(reason="exposed")
    return fault._replace(values={**fault.values, "since": "Compose 5"})


def _mapping(place: Place, parts: ShortEntry, detail: PortEntry) -> PortItem:
    """Read every part, so that one mistake hides no other."""
    faults: list[Fault] = []
    before: list[Fault] = []
    transport = _transport(place, parts.transport, faults)
    address = _address(place, parts, before)
    takes_sign = detail.form == "short"
    port = _host(place, parts, before, takes_sign=takes_sign)
    target = _container(place, parts, faults, takes_sign=takes_sign)
    # Behind `[::1]:` and `127.0.0.1:` more is to come, which decides what the parts are.
    if not target.is_empty:
        faults += before
    if port is not None and len(target.numbers) > 1 and not _fits(port, target):
        values = {"host": len(port.numbers), "container": len(target.numbers)}
        faults.append(Fault("invalid-port-range", place.span, "sizes", values))
    written = parts.host and place.expanded.text[parts.host.start : parts.host.end]
    is_picked = not written or (port is not None and port.numbers == range(1))
    detail = detail._replace(
        address=parts.address and place.of(*parts.address),
        transport=parts.transport and place.of(*parts.transport),
        host_ip=_host_ip(place, parts.address),
        published=_kept(port),
        is_address_unknown=_is_unknown(place, parts.address),
    )
    is_container_only = parts.host is None
    use = PortUse(
        "container" if is_container_only else "publishes",
        place.span,
        target if is_container_only else None if is_picked else port,
        transport=transport,
        address=address,
        owner=detail.owner.path,
        target=None if is_container_only else target,
        detail=detail,
    )
    is_refused = any(fault.reason != "sign" for fault in faults)
    return PortItem(use, tuple(faults), is_refused, problem=place.expanded.problem)


def _transport(place: Place, part: Slice | None, faults: list[Fault]) -> str:
    written = place.expanded.text[part.start : part.end] if part else ""
    transport = written.lower() or "tcp"
    if transport not in TRANSPORTS and UNKNOWN not in transport and part:
        faults.append(Fault("invalid-transport", place.of(*part), "compose"))
    return transport if transport in TRANSPORTS else NO_TRANSPORT


def _address(place: Place, parts: ShortEntry, faults: list[Fault]) -> Address | None:
    if parts.address is None:
        return None
    # `::80` has an empty address, which is none.
    written = place.expanded.text[parts.address.start : parts.address.end]
    address = read_address(written) if written else None
    if isinstance(address, Mistake):
        faults.append(Fault(address.rule, place.of(*parts.address), address.reason))
        return None
    return address


def _host(
    place: Place, parts: ShortEntry, faults: list[Fault], *, takes_sign: bool
) -> PortRange | None:
    if parts.host is None or parts.host.start == parts.host.end:
        return None
    start, end = parts.host
    written = place.expanded.text[start:end]
    if parts.address is None and isinstance(read_address(written), Address):
        faults.append(Fault("invalid-address", place.of(start, end), "without-host-port"))
        return place.port(start, end, None, None)
    return _port(place, parts.host, 0, faults, takes_sign=takes_sign)


def _container(
    place: Place, parts: ShortEntry, faults: list[Fault], *, takes_sign: bool
) -> PortRange:
    start, end = parts.container
    if start == end:
        span = place.of(start, end)
        faults.append(
            Fault("missing-port", span if parts.host is None else place.span, "container")
        )
        return PortRange(span, None, None)
    return _port(place, parts.container, 1, faults, takes_sign=takes_sign)


def _port(
    place: Place, part: Slice, lowest: int, faults: list[Fault], *, takes_sign: bool
) -> PortRange:
    written = place.expanded.text[part.start : part.end]
    ports = read_ports(_SIGN.sub("", written) if takes_sign else written, lowest)
    if takes_sign and _SIGN.search(written) and not isinstance(ports, Mistake):
        faults.append(Fault("invalid-port", place.of(*part), "sign"))
    if isinstance(ports, Mistake):
        span = place.of(*part)
        faults.append(Fault(ports.rule, span, ports.reason, ports.values))
        return place.port(part.start, part.end, None, None)
    first, last = ports or (None, None)
    return place.port(part.start, part.end, first, last)


# Compose 5 reads numbers by another function than Compose 2, and that takes a sign.
_SIGN = re.compile(r"(?:^|(?<=-))\+(?=[0-9])")


def _fits(port: PortRange, target: PortRange) -> bool:
    return not port.is_known or len(port.numbers) == len(target.numbers)


def _number(place: Place, detail: PortEntry) -> PortItem:
    """Read an entry that is a number to YAML, in whatever base: the container's port."""
    number = int_of(place.scalar.value)
    detail = detail._replace(text=str(number))
    length = len(place.expanded.text)
    faults: tuple[Fault, ...] = ()
    if not 1 <= number <= 65535:
        reason = "highest" if number > 65535 else "lowest"
        faults = (Fault("port-out-of-range", place.span, reason, {"lowest": 1}),)
    known = None if faults else number
    port = place.port(0, length, known, known)
    use = PortUse("container", place.span, port, owner=detail.owner.path, detail=detail)
    return PortItem(use, faults, bool(faults))


def _still_to_type(role: str, place: Place, detail: PortEntry) -> PortItem:
    port = PortRange(place.span, None, None)
    use = PortUse(
        "container" if role == "container" else "publishes",
        place.span,
        port,
        owner=detail.owner.path,
        detail=detail,
    )
    # A variable that may well be set elsewhere is no mistake.
    faults = () if place.expanded.variables else (Fault("missing-port", place.span, "container"),)
    return PortItem(use, faults, is_refused=True)


def _bad_template(place: Place) -> PortItem:
    """Report a `$` that begins no variable: `$$` is how to write the character itself."""
    fault = Fault("invalid-port", place.span, "template")
    return PortItem(None, (fault,), is_refused=True)


def _detail(form: Form, place: Place, owner: Owner) -> PortEntry:
    return PortEntry(
        form,
        owner,
        place.scalar.span,
        is_plain=not place.scalar.style,
        text=place.expanded.text,
        is_default=any(variable.is_default for variable in place.expanded.variables),
    )


def _host_ip(place: Place, part: Slice | None) -> str:
    written = place.expanded.text[part.start : part.end] if part else ""
    return written[1:-1] if written.startswith("[") else written


def _is_unknown(place: Place, part: Slice | None) -> bool:
    return part is not None and UNKNOWN in place.expanded.text[part.start : part.end]


def _kept(port: PortRange | None) -> str:
    """Return the host's side as Compose keeps it: without leading zeros."""
    if port is None or port.first is None:
        return ""
    return str(port.first) if port.first == port.last else f"{port.first}-{port.last}"
