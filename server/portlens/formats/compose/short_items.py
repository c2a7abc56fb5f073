"""Entries of `ports` and `expose` that are a single word."""

from portlens.formats._format import Fault
from portlens.formats._interpolation import UNKNOWN
from portlens.formats._place import Place, Surroundings, place_of
from portlens.formats._yaml.nodes import Scalar
from portlens.formats._yaml.scalar_type import int_of, type_of
from portlens.formats.compose.port_entry import Form, Owner, PortEntry, PortItem
from portlens.model.port_use import PortRange, PortUse
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:  # most entries are so plain that nobody asks for them
    from portlens.formats._docker_ports.entry import Entry
    from portlens.formats._docker_ports.syntax import Slice


def read_any_port(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what `usual_items.read_port` does, without its short way."""
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
    # Compose 5 takes the sign of `+80`, which is told where Compose publishes.
    return _mapping(place, _entry(place, takes_sign=True), detail)


def read_any_expose(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what `usual_items.read_expose` does, without its short way."""
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
    entry = _entry(place, takes_sign=False)
    if entry.parts.host is not None:
        fault = Fault("invalid-port", place.span, "host-in-expose")
        return PortItem(None, (_exposed(fault),))
    item = _mapping(place, entry, detail)
    return item._replace(is_refused=False, faults=tuple(map(_exposed, item.faults)))


def _exposed(fault: Fault) -> Fault:
    """Return a fault as it is in `expose`, which Compose 2 hands to an Engine that looks away."""
    if fault.rule == "invalid-transport" or fault.reason == "lowest":
        return fault._replace(reason="exposed")
    return fault._replace(values={**fault.values, "since": "Compose 5"})


def _entry(place: Place, *, takes_sign: bool) -> "Entry":
    from portlens.formats._docker_ports.entry import Grammar, read_entry

    return read_entry(place, Grammar(takes_sign=takes_sign))


def _mapping(place: Place, text: "Entry", detail: PortEntry) -> PortItem:
    parts, port, target = text.parts, text.port, text.target
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
        target if is_container_only else None if text.is_picked else port,
        transport=text.transport,
        address=text.address,
        owner=detail.owner.path,
        target=None if is_container_only else target,
        detail=detail,
    )
    is_refused = any(fault.reason != "sign" for fault in text.faults)
    return PortItem(use, text.faults, is_refused, problem=place.expanded.problem)


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


def _host_ip(place: Place, part: "Slice | None") -> str:
    written = place.expanded.text[part.start : part.end] if part else ""
    return written[1:-1] if written.startswith("[") else written


def _is_unknown(place: Place, part: "Slice | None") -> bool:
    return part is not None and UNKNOWN in place.expanded.text[part.start : part.end]


def _kept(port: PortRange | None) -> str:
    """Return the host's side as Compose keeps it: without leading zeros."""
    if port is None or port.first is None:
        return ""
    return str(port.first) if port.first == port.last else f"{port.first}-{port.last}"
