"""What httpd connects to."""

from collections.abc import Iterable, Iterator

from portlens.formats.apache.entry import Entry
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, PortSpace
from portlens.programs.connecting import connection
from portlens.text.pause import pausing
from portlens.workspace.document import Document


def connections(
    uses: Iterable[tuple[Document, PortUse]], space: PortSpace, owner: str
) -> Iterator[Connection]:
    """Yield each connection whose other end is written, in the order of `uses`."""
    for document, use in pausing(uses):
        entry = use.detail
        if not isinstance(entry, Entry) or use.role != "connects":
            continue
        if entry.directive.is_read is False:
            continue
        made = connection(use, document, space, use.owner or owner, entry.host)
        if made is not None:
            yield made._replace(
                certainty="conditional" if entry.is_conditional else "certain",
                maker="clients" if entry.is_told else "program",
            )
