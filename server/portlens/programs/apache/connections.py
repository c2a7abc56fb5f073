"""What httpd connects to."""

from collections.abc import Iterable, Iterator

from portlens.formats.apache.entry import Entry
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace
from portlens.text.pause import pausing
from portlens.workspace.document import Document


def connections(
    uses: Iterable[tuple[Document, PortUse]], space: PortSpace, owner: str
) -> Iterator[Connection]:
    """Yield each connection whose other end is written, in the order of `uses`."""
    for document, use in pausing(uses):
        entry, port = use.detail, use.port
        if not isinstance(entry, Entry) or use.role != "connects":
            continue
        if port is None or port.first is None or port.last is None:
            continue
        if entry.directive.is_read is False:
            continue
        address, host = use.address, entry.host
        if address is None:
            continue
        yield Connection(
            space,
            address,
            use.transport,
            port.first,
            port.last,
            use.owner or owner,
            Place(document.path, host if port.is_implied else port.span),
            host,
            use,
            "conditional" if entry.is_conditional else "certain",
            "clients" if entry.is_told else "program",
        )
