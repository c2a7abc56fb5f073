"""Who connects to a port, and what its program connects to in turn."""

from collections.abc import Iterable, Sequence

from portlens.features.use_text import numbers
from portlens.model.port_use import PortRange
from portlens.model.socket import Connection, PortSpace
from portlens.network.context import Context
from portlens.network.places import Places, places_of
from portlens.network.spot import Spot
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.workspace.document import Document


class Item(NamedTuple):
    """A port or a program: `entry` is what is shown of it, `span` where it is asked for again."""

    document: Document
    name: str
    owner: str
    entry: Span
    span: Span


class Call(NamedTuple):
    """One who connects, or is connected to; `spans` are in the text of the caller."""

    item: Item
    spans: tuple[Span, ...]


def prepare(document: Document, offset: int, context: Context) -> Item | None:
    """Return the port at `offset`; at a connection the port that it leads to, if there is one."""
    places = places_of(document, context)
    spot = places.at(document, offset)
    if spot is None or not places.ports(spot):
        return None
    return _item(spot if spot.is_origin else _end(places, spot) or spot)


def incoming(document: Document, offset: int, context: Context) -> list[Call]:
    """Return who connects to the port at `offset`; at a connection, to the program that has it."""
    places = places_of(document, context)
    spot = places.at(document, offset)
    if spot is None:
        return []
    network = places.network
    if spot.is_origin:
        found = [each for port in places.ports(spot) for each in network.connections_at(*port)]
    else:
        found = [
            each
            for space in _spaces_from(places, spot)
            for socket in network.sockets(space)
            for each in network.connections_to(socket)
        ]
    return _by_caller(places, found)


def outgoing(document: Document, offset: int, context: Context) -> list[Call]:
    """Return what the program connects to that listens, publishes or calls at `offset`."""
    places = places_of(document, context)
    spot = places.at(document, offset)
    if spot is None:
        return []
    spaces = set(_spaces_from(places, spot))
    calls: dict[Item, list[Span]] = {}
    for connection in places.network.connections:
        caller = places.spot(connection.place) if connection.origin in spaces else None
        end = None if caller is None else _end(places, caller)
        if caller is not None and end is not None:
            # Where the caller is written elsewhere, its place here stands for that.
            is_here = caller.document.path == document.path
            span = caller.part.span if is_here else spot.part.span
            calls.setdefault(_item(end), []).append(span)
    return [Call(item, tuple(dict.fromkeys(spans))) for item, spans in calls.items()]


def _by_caller(places: Places, connections: Iterable[Connection]) -> list[Call]:
    calls: dict[tuple[str, PortSpace, str], Call] = {}
    for connection in connections:
        spot = places.spot(connection.place)
        if spot is None:
            continue
        nodes = places.network.nodes.get(connection.origin, ())
        owner = next((node.owner for node in nodes), connection.owner)
        key = connection.place.path, connection.origin, owner
        call = calls.get(key) or Call(_item(spot)._replace(name=owner), ())
        calls[key] = Call(call.item, tuple(dict.fromkeys((*call.spans, spot.part.span))))
    return list(calls.values())


def _spaces_from(places: Places, spot: Spot) -> Sequence[PortSpace]:
    """Return the port spaces of the program that a place belongs to."""
    if not spot.is_origin:
        return [each.origin for each in places.network.connections if each.place == spot.place]
    spaces = [port.space for port in places.ports(spot)]
    # Behind a published port is the container that it leads to.
    inner = spot.use.target
    if inner is not None and spot.use.role == "publishes":
        spaces += [port.space for port in places.ports(Spot(spot.document, spot.use, inner))]
    containers = [space for space in spaces if space.kind == "container"]
    return list(dict.fromkeys(containers or spaces))


def _end(places: Places, spot: Spot) -> Spot | None:
    """Return where a connection leads: what listens there before what publishes or exposes it."""
    ends = [other for other in places.speaking_of(places.ports(spot)) if other.is_origin]
    ends.sort(key=lambda other: other.use.role != "listens")
    return next(iter(ends or places.containers(spot)), None)


def _item(spot: Spot) -> Item:
    owner = spot.use.owner
    number = _number(spot.part)
    name = " ".join(filter(None, (owner, number and f"{number}/{spot.use.transport}")))
    return Item(
        spot.document,
        name or spot.part.span.of(spot.document.text),
        owner,
        spot.use.span,
        spot.part.span,
    )


def _number(part: PortRange) -> str:
    return numbers(part).en if part.is_known else ""
