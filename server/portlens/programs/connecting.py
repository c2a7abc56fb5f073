"""The connection that one port use stands for, for every program whose readers yield such uses."""

from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace
from portlens.text.span import Span
from portlens.workspace.document import Document


def connection(
    use: PortUse, document: Document, space: PortSpace, owner: str, host: Span | None
) -> Connection | None:
    """Return what `use` of `document` connects to; None where nobody can know the other end.

    `host` is where the address stands, and where the port does if the program implies it. An
    address that is not written, a port that a variable decides and a unix path are no ends.
    """
    port, address = use.port, use.address
    if address is None or address.family == "unix":
        return None
    if port is None or port.first is None or port.last is None:
        return None
    place = host if port.is_implied and host else port.span
    return Connection(
        space,
        address,
        use.transport,
        port.first,
        port.last,
        owner,
        Place(document.path, place),
        host,
        use,
    )
