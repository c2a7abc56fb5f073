"""The entries that nearly every file is made of, read the short way.

Each answer is the same as by the long way, which reads everything; a test compares them. An
entry that is at all out of the ordinary gets None here, and the long way is imported for it.
"""

from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import Mapping, Scalar
from portlens.formats.compose.port_entry import Form, LongForm, Owner, PortEntry, PortItem
from portlens.model.address import ANY_IPV4, LOOPBACK_IPV4
from portlens.model.port_use import PortRange, PortUse
from portlens.text.regex import regex
from portlens.text.span import Span

_MAPPING = regex(
    r"(?:(127\.0\.0\.1|0\.0\.0\.0):)?([1-9][0-9]{0,4}):([1-9][0-9]{0,4})(?:/(tcp|udp))?"
)
_NUMBER = regex(r"[1-9][0-9]{0,4}")
_ADDRESSES = {None: None, ANY_IPV4.text: ANY_IPV4, LOOPBACK_IPV4.text: LOOPBACK_IPV4}


def read_port(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what an entry of `ports` that is no mapping says."""
    item = usual_port(scalar, owner, around.text)
    if item is None:
        from portlens.formats.compose.short_items import read_any_port

        item = read_any_port(scalar, owner, around)
    return item


def read_expose(scalar: Scalar, owner: Owner, around: Surroundings) -> PortItem:
    """Return what an entry of `expose` says; Compose looks at nothing but its YAML type."""
    item = usual_number("expose", scalar, owner)
    if item is None:
        from portlens.formats.compose.short_items import read_any_expose

        item = read_any_expose(scalar, owner, around)
    return item


def usual_port(scalar: Scalar, owner: Owner, text: str) -> PortItem | None:
    """Read `8080:80`, `127.0.0.1:8080:80/tcp` or a plain `80`."""
    match = _MAPPING.fullmatch(scalar.value)
    if match is None:
        return usual_number("short", scalar, owner)
    if scalar.tag is not None:
        return None
    start = scalar.start + (1 if scalar.style else 0)
    end = start + len(scalar.value)
    host, container = int(match[2]), int(match[3])
    if host > 65535 or container > 65535 or text[start:end] != scalar.value:
        return None
    address, transport = _ADDRESSES[match[1]], match[4]
    first = start if address is None else start + match.start(2)  # one number where they are equal
    colon = start + match.end(2)
    stop = end if transport is None else start + match.end(3)
    written = None if transport is None else Span(stop + 1, end)
    node = Span(scalar.start, scalar.end)
    written_at = Span(start, end) if scalar.style else node
    before = None if address is None else Span(start, first - 1)
    detail = PortEntry(
        "short",
        owner,
        node,
        not scalar.style,
        before,
        written,
        "" if address is None else address.text,
        match[2],
        text=scalar.value,
    )
    use = PortUse(
        "publishes",
        written_at,
        PortRange(Span(first, colon), host, host),
        transport or "tcp",
        address,
        owner.path,
        PortRange(Span(colon + 1, stop), container, container),
        "",
        detail,
    )
    return PortItem(use)


def usual_number(form: Form, scalar: Scalar, owner: Owner) -> PortItem | None:
    """Read a plain `80`."""
    if scalar.style or scalar.tag is not None or _NUMBER.fullmatch(scalar.value) is None:
        return None
    number = int(scalar.value)
    span = Span(scalar.start, scalar.end)
    if number > 65535 or span.end - span.start != len(scalar.value):
        return None
    detail = PortEntry(form, owner, span, is_plain=True, text=scalar.value)
    port = PortRange(span, number, number)
    return PortItem(PortUse("container", span, port, "tcp", None, owner.path, detail=detail))


def usual_long(mapping: Mapping, owner: Owner, text: str) -> PortItem | None:
    """Read an entry with a number for `target` and `published`, and perhaps a `protocol`."""
    ports: dict[str, PortRange] = {}
    transport, written, is_number = "tcp", None, False
    for key, value in mapping.pairs:
        if type(key) is not Scalar or type(value) is not Scalar or value.tag is not None:
            return None
        start = value.start + (1 if value.style else 0)
        end = start + len(value.value)
        if text[start:end] != value.value:
            return None
        name = key.value
        if name == "protocol" and value.value in {"tcp", "udp"}:
            transport, written = value.value, Span(start, end)
        elif name in {"target", "published"} and _NUMBER.fullmatch(value.value):
            number = int(value.value)
            if number > 65535:
                return None
            ports[name] = PortRange(Span(start, end), number, number)
            is_number = is_number or (name == "published" and not value.style)
        else:
            return None
    if len(ports) < 2 or len(mapping.pairs) != len(ports) + (written is not None):
        return None
    port, target = ports["published"], ports["target"]
    keys = _KEYS_WITH_PROTOCOL if written else _KEYS
    protocol = transport if written else ""
    span = Span(mapping.start, mapping.end)
    detail = PortEntry(
        "long",
        owner,
        span,
        transport=written,
        published=str(port.first),
        long=LongForm(keys, target.first, is_number, protocol),
    )
    use = PortUse("publishes", span, port, transport, None, owner.path, target, "", detail)
    return PortItem(use)


_KEYS = frozenset({"target", "published"})
_KEYS_WITH_PROTOCOL = _KEYS | {"protocol"}
