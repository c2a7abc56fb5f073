"""A devcontainer.json to port uses.

Source: the specification's devContainer.base.schema.json, and the devcontainer CLI, which hands
`appPort` to `docker run -p` (singleContainer.ts) and puts the lists of `forwardPorts` together
(imageMetadata.ts).
"""

from collections.abc import Iterator

from portlens.formats._docker_ports.entry import COMMAND_LINE, read_entry
from portlens.formats._format import Fault, Link, Reading
from portlens.formats._jsonc import read_jsonc
from portlens.formats._place import masked_place
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.nodes import (
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.formats.devcontainer.configuration import Configuration, Entry, Kind
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

FORWARDS = "forwardPorts"
_HOST_AND_PORT = regex(r"([A-Za-z0-9_.-]+):([0-9]*)")
_RANGE = regex(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_LOCALHOST = "localhost"
_OTHER_VALUES = frozenset({"true", "false", "null"})


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Return the ports of a devcontainer.json, whatever state its text is in."""
    node = read_jsonc(text)
    configuration, links = _configuration(node)
    found = [*_forwards(node, text), *_attributes(node, text)]
    # With Compose files it is these that publish ports.
    if not configuration.files:
        found += _published(node, text, configuration)
    uses = sorted((one for one in found if isinstance(one, PortUse)), key=lambda use: use.span)
    faults = sorted((one for one in found if isinstance(one, Fault)), key=lambda each: each.span)
    return Reading(tuple(uses), tuple(faults), links, configuration)


def _configuration(node: Node | None) -> tuple[Configuration, tuple[Link, ...]]:
    image = text_of(value_of(node, "image"))
    named = tuple(item for item in _scalars(value_of(node, "dockerComposeFile")) if item.value)
    links = tuple(
        Link("compose", item.span, item.value) for item in named if not has_placeholder(item.value)
    )
    service = resolved(value_of(node, "service"))
    place = service or resolved(value_of(node, "image")) or resolved(value_of(node, "name"))
    configuration = Configuration(
        "" if has_placeholder(image) else image,
        text_of(service),
        tuple(link.target for link in links),
        place.span if place is not None else Span(0, 0),
        len(links) < len(named),
    )
    return configuration, links


def _forwards(node: Node | None, text: str) -> Iterator[PortUse | Fault]:
    for item in _scalars(value_of(node, FORWARDS)):
        span = item.content(text)
        if span is None or has_placeholder(item.value):
            continue
        if is_number(item.value):
            yield from _asked(_LOCALHOST, span, item.value, "forward")
        elif item.style and item.value:
            yield from _with_host(span, text, "forward")
        elif item.value not in _OTHER_VALUES:
            # Still to be typed, with or without its quotes.
            port = PortRange(span, None, None)
            yield PortUse("connects", span, port, owner=FORWARDS, detail=Entry("forward"))


def _with_host(span: Span, text: str, kind: Kind) -> Iterator[PortUse | Fault]:
    match = _HOST_AND_PORT.fullmatch(span.of(text))
    if match is None:
        return
    host, start = match[1], span.start
    if is_number(host):
        # `8080:80` looks like Docker's mapping, and is port 80 of a host called 8080.
        if kind == "forward" and match[2]:
            yield Fault("invalid-address", span, "no-mapping")
        return
    at = Span(*match.span(2)).shifted(start)
    for found in _asked(host, at, match[2], kind):
        yield found._replace(span=span) if isinstance(found, PortUse) else found


def _asked(host: str, at: Span, number: str, kind: Kind) -> Iterator[PortUse | Fault]:
    known = to_number(number) if number else None
    if known is not None and not 0 < known <= HIGHEST_PORT:
        if known and kind == "forward":
            yield Fault("port-out-of-range", at, "never-forwarded")
        known = None
    address = parse_ip(host) or Address("name", host)
    port = PortRange(at, known, known)
    yield PortUse("connects", at, port, address=address, owner=_OWNERS[kind], detail=Entry(kind))


_OWNERS: dict[Kind, str] = {
    "forward": FORWARDS,
    "attribute": "portsAttributes",
    "publish": "appPort",
}


def _attributes(node: Node | None, text: str) -> Iterator[PortUse | Fault]:
    """Yield the keys that are ports; others are expressions for the commands of processes."""
    for key, _ in entries(value_of(node, "portsAttributes")):
        span = key.content(text)
        match = _RANGE.fullmatch(key.value)
        if span is None:
            continue
        if match is None:
            yield from _with_host(span, text, "attribute")
        elif match[2] is None:
            yield from _asked(_LOCALHOST, span, match[1], "attribute")
        else:
            first, last = to_number(match[1]), to_number(match[2])
            if 0 < first <= last <= HIGHEST_PORT:
                address = Address("name", _LOCALHOST)
                port = PortRange(span, first, last)
                detail = Entry("attribute")
                owner = _OWNERS["attribute"]
                yield PortUse("connects", span, port, "tcp", address, owner, detail=detail)


def _published(
    node: Node | None, text: str, configuration: Configuration
) -> Iterator[PortUse | Fault]:
    detail = Entry("publish", configuration.image)
    owner = _OWNERS["publish"]
    for item in _scalars(value_of(node, "appPort")):
        place = masked_place(item, text)
        if not item.style and is_number(item.value):
            number: int | None = to_number(item.value)
            if number is not None and number > HIGHEST_PORT:
                yield Fault("port-out-of-range", item.span, "highest")
                number = None
            port = PortRange(item.span, number, number)
            loopback = parse_ip("127.0.0.1")
            yield PortUse("publishes", item.span, port, "tcp", loopback, owner, detail=detail)
        elif item.style and "=" not in item.value:
            found = read_entry(place, COMMAND_LINE)
            yield from found.faults
            host = None if found.parts.host is None or found.is_picked else found.port
            is_empty = not item.value
            yield PortUse(
                "publishes",
                place.span,
                found.target if is_empty else host,
                found.transport,
                found.address,
                owner,
                None if is_empty else found.target,
                detail=detail,
            )


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Yield a scalar, or those of a list."""
    found = resolved(node)
    for item in found.items if isinstance(found, Sequence) else (found,):
        pause()
        if isinstance(item, Scalar):
            yield item
