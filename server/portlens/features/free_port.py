"""Ports that nothing in a file has taken yet."""

from portlens.model.address import ANY_IPV4, overlap
from portlens.model.port_use import HIGHEST_PORT, PortUse
from portlens.workspace.document import Document

# Roles that take a port of the machine: the others only speak of somebody else's.
TAKING = frozenset({"listens", "publishes"})


def next_free(document: Document, use: PortUse, wanted: int) -> int | None:
    """Return the lowest port from `wanted` on that `use` could take beside the file's other uses.

    None where `use` takes no port, or where every port up to the highest is taken.
    """
    if use.role not in TAKING:
        return None
    taken = [other.port.numbers for other in document.uses if _is_rival(other, use) and other.port]
    return next(
        (
            port
            for port in range(max(wanted, 1), HIGHEST_PORT + 1)
            if not any(port in numbers for numbers in taken)
        ),
        None,
    )


def _is_rival(other: PortUse, use: PortUse) -> bool:
    return (
        other.role in TAKING
        and other.span != use.span
        and other.transport == use.transport
        and overlap(other.address or ANY_IPV4, use.address or ANY_IPV4)
    )
