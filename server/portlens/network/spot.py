"""A place in a document that speaks of a port, and the port of a space that it speaks of."""

from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Place, PortSpace
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document

# The kinds of use where the thing itself stands, rather than a mention of it.
_ORIGINS = frozenset({"listens", "publishes", "container", "defines"})


class Port(NamedTuple):
    """A port, or a few in a row, of one port space."""

    space: PortSpace
    transport: str
    first: int
    last: int


class Spot(NamedTuple):
    """A place in a document that speaks of a port.

    Where none is written, `part` is implied and its span that of what implies it: the host of a
    URL, or the name of the service whose image listens there.
    """

    document: Document
    use: PortUse
    part: PortRange

    @property
    def is_origin(self) -> bool:
        """Whether something listens here, or a name gets its port here."""
        return self.use.role in _ORIGINS

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place(self.document.path, self.part.span)


def spot_at(document: Document, offset: int) -> Spot | None:
    """Return the port at `offset`, if one is written there."""
    for use in sorted(document.uses, key=lambda use: use.span.end - use.span.start):
        part = use.part_at(offset)
        if part is not None and not part.is_implied and not part.is_empty:
            return Spot(document, use, part)
    return None
