"""The connections that a document speaks of, for the rules that judge them."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from posixpath import basename

from portlens.model.address import Address, parse_ip
from portlens.model.finding import Finding
from portlens.model.socket import Connection, Place, PortSpace
from portlens.network.around import network_of, stands_alone
from portlens.network.context import Context
from portlens.network.own_ports import Meant
from portlens.programs.node import Node
from portlens.programs.program import program_of
from portlens.text.edit import Edit
from portlens.text.line_index import LineIndex
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network


def connections_in(
    document: Document, context: Context
) -> "Iterator[tuple[Network, Sequence[Connection]]]":
    """Yield each place where a connection of a container is written, with all that it makes.

    A file that several containers are given makes one of each: what is wrong in one of them
    only may be meant for the others. A place may lie in a file that the document names; then
    what is found there is `told` at its name. What a program tells its clients is for networks
    that nobody sees here. A file that another program includes connects to what that one starts.
    """
    is_seen = any(use.role == "connects" for use in document.uses)
    own = program_of(document, context.workspace)
    if not is_seen and not own.facts.has_hidden:
        return
    if not own.nodes and stands_alone(document, context):
        return
    network = network_of(own.facts.included_by or document, context)
    if not network.nodes:
        return
    by_place: dict[object, list[Connection]] = {}
    seen = (*network.written_in(document.path), *network.named_in(document.path))
    for connection in pausing(seen):
        if connection.maker != "clients":
            by_place.setdefault(connection.place, []).append(connection)
    for together in by_place.values():
        pause()
        if all(connection.first == connection.last for connection in together):
            yield network, together


def told(connection: Connection, finding: Finding, context: Context) -> Finding:
    """Return what is found at a connection where the document can show it.

    That is the name of the file, if the connection is written in one that is no document. Such
    files hold secrets: their line is named, and never shown.
    """
    if connection.named_at is None:
        return finding
    from portlens.text.escape import label

    path, span = connection.place
    line = LineIndex(context.workspace.text(path) or "").position(span.start).line + 1
    fixes = tuple(
        fix._replace(edits=tuple(edit._replace(path=edit.path or path) for edit in fix.edits))
        for fix in finding.fixes
    )
    message = IN_FILE.fill(file=label(basename(path)), line=line, message=finding.message)
    return finding._replace(span=connection.named_at.span, message=message, fixes=fixes)


USE = Phrase("Use port {port}", "ポート {port} を使う")
IN_FILE = Phrase("{file} line {line}: {message}", "{file} の {line} 行目: {message}")


def meant_elsewhere(connection: Connection, network: "Network") -> Meant | None:
    """Return the one other service that has what a container looks for in itself.

    None where the container may have it itself, shares its network, or several others have it.
    A page's URL may be for a browser, for which `localhost` is right, and a health check speaks
    of its own container.
    """
    space, port, transport = connection.space, connection.first, connection.transport
    nodes = network.nodes.get(space, ())
    if connection.maker != "program" or not _is_loopback(connection.address):
        return None
    if space.kind != "container" or len(nodes) != 1 or not nodes[0].networks:
        return None
    if space not in network.reached(connection).spaces:
        return None
    return network.own_ports.meant_elsewhere(network, space, port, transport)


def own_places(connection: Connection, network: "Network") -> AbstractSet[Place]:
    """Return where the connections that a container makes to itself have the port in them."""
    return network.own_ports.places(network, connection.space, connection.first)


def places_for_others(space: PortSpace, port: int, network: "Network") -> AbstractSet[Place]:
    """Return where a container is told `port` as one of an address by which others reach it."""
    return network.own_ports.places_for_others(network, space, port)


def writes_host(connection: Connection, document: Document, context: Context) -> bool:
    """Tell whether the host of a connection stands there by itself, for a fix to replace it.

    The value of a variable does not, which may have a port or a scheme as well.
    """
    path = connection.place.path
    text = document.text if path == document.path else context.workspace.text(path)
    if text is None or connection.host is None:
        return False
    address = parse_ip(connection.host.of(text).strip("[]"))
    written = connection.host.of(text) if address is None else address.text
    return written.lower() == connection.address.text.lower()


def edits_to(connection: Connection, port: int, host: str = "") -> tuple[Edit, ...]:
    """Return the edits that lead a connection to `port`, of another `host` if one is given.

    None where a variable stands there.
    """
    written, span = connection.use.port, connection.place.span
    if written is None or written.is_variable or (host and connection.host is None):
        return ()
    edits = [Edit(connection.host, host)] if host and connection.host is not None else []
    if port == connection.first:
        return tuple(edits)
    if not written.is_implied:
        return (*edits, Edit(span, str(port)))
    if edits:
        return (Edit(span, f"{host}:{port}"),)
    return (Edit(Span(span.end, span.end), f":{port}"),)


def name_for(caller: Node, space: PortSpace, network: "Network") -> str:
    """Return the name by which a container reaches another; empty where it has none."""
    names = network.names_known_to(caller)
    owners = [node.owner for node in network.nodes.get(space, ())]
    chosen = next((owner for owner in owners if owner in names), "")
    return chosen or next((name for name, node in names.items() if node.space == space), "")


def owner_of(space: PortSpace, network: "Network") -> str:
    """Return the service that a container is called after."""
    nodes = network.nodes.get(space, ())
    return next((node.owner for node in nodes if node.networks), nodes[0].owner if nodes else "")


def _is_loopback(address: Address) -> bool:
    return address.is_loopback or address.is_wildcard
