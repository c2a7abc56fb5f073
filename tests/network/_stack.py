"""Stacks of files in memory, and the network that they make."""

from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.model.socket import Connection, PortSpace
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles


def around(files: dict[str, str], settings: Settings | None = None) -> Context:
    return Context(catalogue(), settings or Settings(), Workspace(MemoryFiles(files)))


def network(files: dict[str, str], path: str = "/p/compose.yaml", format_id: str = "") -> Network:
    context = around(files)
    document = context.workspace.document(path, format_named(format_id) if format_id else None)
    assert document is not None
    return network_of(document, context)


def told(found: Network) -> list[tuple[str, str, int, str, tuple[str, ...]]]:
    """Return every connection as owner, address, port, how it is reached, and where."""
    return [
        (
            connection.owner,
            connection.address.text,
            connection.first,
            found.reached(connection).kind,
            tuple(name_of(space) for space in found.reached(connection).spaces),
        )
        for connection in found.connections
    ]


def name_of(space: PortSpace) -> str:
    return space.id.rpartition("#")[2] if space.kind == "container" else "machine"


def only(found: Network) -> Connection:
    (connection,) = found.connections
    return connection
