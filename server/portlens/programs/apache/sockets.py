"""Which sockets httpd opens at its start.

Source: httpd 2.4 started with such files on Linux. `Listen 80` is one socket of IPv6 that takes
IPv4 as well. `0.0.0.0:80` is passed over without a word where such a socket stands before it, or
on the very next line: httpd then opens that one first.
"""

from collections.abc import Iterable, Iterator, Sequence

from portlens.formats.apache.entry import Entry
from portlens.formats.apache.listen import ANYWHERE
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import ALONE, Place, PortSpace, Sharing, Socket
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document


class Listener(NamedTuple):
    """A `Listen` at its place in the configuration, with the address that it asks for."""

    document: Document
    use: PortUse
    entry: Entry
    address: Address
    port: int


def listeners(uses: Iterable[tuple[Document, PortUse]]) -> Iterator[Listener]:
    """Yield those whose address and port are known."""
    for document, use in uses:
        entry, port = use.detail, use.port
        if use.role != "listens" or not isinstance(entry, Entry) or port is None:
            continue
        if port.first is None or entry.directive.is_read is False:
            continue
        parsed = entry.parsed
        is_everywhere = parsed.is_any or parsed.host == (0, 0)
        address = ANYWHERE if is_everywhere else parsed.address
        if address == ANY_IPV6:
            address = ANYWHERE
        if address is not None:
            yield Listener(document, use, entry, address, port.first)


def sockets(
    found: Sequence[Listener], space: PortSpace, owner: str, *, is_shared: bool
) -> Iterator[Socket]:
    """Yield the sockets in the order in which httpd reads their lines.

    `is_shared`: it asks the kernel to share them (ListenCoresBucketsRatio).
    """
    sharing = Sharing(reuse_port=True) if is_shared else ALONE
    everywhere: set[int] = set()
    for index, listener in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if listener.address == ANYWHERE:
            everywhere.add(listener.port)
        elif listener.address == ANY_IPV4 and (
            listener.port in everywhere or _is_swapped(listener, following)
        ):
            continue
        span = listener.use.port.span if listener.use.port is not None else listener.use.span
        yield Socket(
            space,
            listener.address,
            "tcp",
            listener.port,
            listener.port,
            owner,
            Place(listener.document.path, span),
            "conditional" if listener.entry.is_conditional else "certain",
            sharing,
            detail=listener.use,
        )


def _is_swapped(listener: Listener, following: Listener | None) -> bool:
    """Tell whether the next line is `[::]` with the same port, which httpd opens in its stead."""
    if following is None or following.port != listener.port or following.address != ANYWHERE:
        return False
    is_written = following.entry.parsed.address is not None
    return is_written and following.entry.directive.is_read == listener.entry.directive.is_read
