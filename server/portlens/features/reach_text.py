"""Who reaches a port, by which ports of the machine it is published, and where it leads."""

from collections.abc import Iterator, Sequence

from portlens.features.use_text import addresses
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, Socket
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.network.places import Places, places_of
from portlens.network.spot import Port, Spot
from portlens.text.escape import code_span
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, same
from portlens.workspace.document import Document

MOST_NAMED = 3


def reach(document: Document, use: PortUse, part: PortRange, context: Context) -> Iterator[Phrase]:
    """Yield what the files around say of the port at `part`: a few lines of Markdown at most."""
    places = places_of(document, context)
    ports = places.ports(Spot(document, use, part))
    if use.role == "connects":
        yield from _leads_to(places, ports)
        yield from _leads_nowhere(places.network, Place(document.path, part.span))
        return
    network = places.network
    found = [each for port in ports for each in network.connections_at(*port)]
    callers = list(dict.fromkeys(_caller(places, each) for each in found))
    if callers:
        names = _named(callers)
        yield REACHED.fill(callers=names)
    sharing = _sharing(network, use, ports)
    if sharing:
        yield SHARING.fill(services=_named([same(code_span(owner)) for owner in sharing]))
    published = [
        socket
        for port in ports
        for socket in network.published_as(port.space, port.first, port.transport)
        if socket.place.path != document.path or not use.span.covers(socket.place.span)
    ]
    if published:
        yield PUBLISHED.fill(ports=_named(_ports(published)))


def _sharing(network: Network, use: PortUse, ports: Sequence[Port]) -> list[str]:
    """Return the other services that listen on one of `ports` in a network that they share."""
    found: dict[str, None] = {}
    for space, transport, first, _ in ports:
        places = {node.place for node in network.nodes.get(space, ())}
        for socket in network.serving(space, first, transport) if len(places) > 1 else ():
            if socket.owner != use.service and (
                socket.certainty != "usual" or socket.place in places
            ):
                found[socket.owner] = None
    return list(found)


def _leads_to(places: Places, ports: Sequence[Port]) -> Iterator[Phrase]:
    there = [
        code_span(node.owner)
        for port in ports
        if port.space.kind == "container"
        for node in places.network.nodes.get(port.space, ())
    ]
    origins = [spot for spot in places.speaking_of(ports) if spot.is_origin]
    # On the machine it is the service that publishes the port.
    there = there or [code_span(spot.use.service) for spot in origins if spot.use.service]
    if there and origins:
        named = _named([_place(spot.document, spot.part.span.start) for spot in origins])
        yield LEADS.fill(service=_named([same(each) for each in dict.fromkeys(there)]), place=named)


def _leads_nowhere(network: Network, place: Place) -> Iterator[Phrase]:
    """Yield who is meant by the connections at `place` and does not get them."""
    found: dict[Phrase, None] = {}
    for connection in network.written_in(place.path):
        pause()
        if connection.place != place:
            continue
        reached = network.reached(connection)
        words = _NOWHERE.get(reached.kind)
        if words is None:
            continue
        for space in reached.spaces:
            owner = reached.owner or network.nodes[space][0].owner
            found[words.fill(caller=code_span(connection.owner), service=code_span(owner))] = None
    yield from list(found)[:MOST_NAMED]


def _caller(places: Places, connection: Connection) -> Phrase:
    nodes = places.network.nodes.get(connection.origin, ())
    document = places.document(connection.place.path)
    owner = next((node.owner for node in nodes), connection.owner)
    if document is None:
        return same(code_span(owner))
    place = _place(document, connection.place.span.start)
    # Who writes of its connections in the file of its own service needs no other title.
    is_own = connection.owner == owner
    title = same("") if is_own else same(f"{document.format.title} ")
    return CALLER.fill(title=title, owner=code_span(owner), place=place)


def _ports(sockets: Sequence[Socket]) -> list[Phrase]:
    by_port: dict[int, list[Socket]] = {}
    for socket in sockets:
        by_port.setdefault(socket.first, []).append(socket)
    return [
        ON.fill(port=port, address=addresses([socket.address for socket in found]))
        for port, found in by_port.items()
    ]


def _named(names: Sequence[Phrase]) -> Phrase:
    shown = Phrase(
        ", ".join(name.en for name in names[:MOST_NAMED]),
        "、".join(name.ja for name in names[:MOST_NAMED]),
    )
    more = len(names) - MOST_NAMED
    return MORE.fill(names=shown, count=more) if more > 0 else shown


def _place(document: Document, offset: int) -> Phrase:
    line = document.lines.position(offset).line + 1
    return PLACE.fill(file=code_span(document.path.rpartition("/")[2]), line=line)


PLACE = Phrase("{file} line {line}", "{file} の {line} 行目")
CALLER = Phrase("{title}{owner} ({place})", "{title}{owner}（{place}）")
REACHED = Phrase("Reached from: {callers}", "接続元: {callers}")
PUBLISHED = Phrase("Published as {ports}", "公開先: {ports}")
SHARING = Phrase(
    "Listening in the same network: {services}", "同じネットワークで待ち受け: {services}"
)
ON = Phrase("**{port}** on {address}", "{address}の **{port}**")
LEADS = Phrase("Leads to {service}: {place}", "接続先: {service}（{place}）")
MORE = Phrase("{names} and {count} more", "{names} ほか {count} 件")
_NOWHERE = {
    "unreachable": Phrase(
        "Does not reach {service}: {caller} has no network in common with it",
        "{service} に接続できません: {caller} と共通のネットワークがありません",
    ),
    "nameless": Phrase(
        "Does not reach {service}: it has no network of its own, and so no name on this one",
        "{service} に接続できません: 自分のネットワークを持たず、この名前では見つかりません",
    ),
}
