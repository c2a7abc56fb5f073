"""Which places speak of the same port."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portlens.model.port_use import PortRange, PortUse
from portlens.workspace.document import Document

# The kinds of place where the thing itself stands, rather than a mention of it.
_ORIGINS = frozenset({"listens", "publishes", "container", "defines"})


class Place(NamedTuple):
    """A port in a document."""

    document: Document
    use: PortUse
    part: PortRange

    @property
    def is_origin(self) -> bool:
        """Whether something listens here, or a name gets its port here."""
        return self.use.role in _ORIGINS


class _Key(NamedTuple):
    """A port space and, unless it is that of service names, a number in it."""

    space: str
    number: int | None


def place_at(document: Document, offset: int) -> Place | None:
    """Return the port at `offset`, if one is written there."""
    for use in sorted(document.uses, key=lambda use: use.span.end - use.span.start):
        part = use.part_at(offset)
        if part is not None and not part.is_implied and not part.is_empty:
            return Place(document, use, part)
    return None


def same_port(place: Place, documents: Iterable[Document]) -> Iterator[Place]:
    """Yield every place that speaks of the port at `place`, itself among them.

    A machine's ports are those that its file listens on, publishes, or reaches by a loopback
    address; a Compose service's are its containers' and those reached by its name. Ports of two
    files are never taken for one because their numbers agree: nobody knows whether the files
    configure one machine.
    """
    keys = frozenset(_keys(place))
    for document in documents:
        for use in document.uses:
            for part in use.parts:
                if not part.is_implied and not part.is_empty:
                    other = Place(document, use, part)
                    if other == place or not keys.isdisjoint(_keys(other)):
                        yield other


def _keys(place: Place) -> Iterator[_Key]:
    use, part = place.use, place.part
    if part.name:
        yield _Key(f"name {part.name}", None)
    if use.role == "defines":
        yield from (_Key(f"name {name}", None) for name in use.names)
        return
    if len(part.numbers) > 64:
        return  # a wide range is not about any one port
    for space in _spaces(place):
        yield from (_Key(f"{space} {use.transport}", number) for number in part.numbers)


def _spaces(place: Place) -> Iterator[str]:
    use = place.use
    machine = f"machine {place.document.path}"
    if use.role == "container" or place.part is use.target:
        if use.service:
            yield f"service {use.service}"
        elif use.address is not None and use.address.family == "name":
            yield f"service {use.address.text}"
    elif use.role in {"listens", "publishes"} or (use.address and use.address.is_loopback):
        yield machine
    elif use.address is not None and use.address.family == "name":
        yield f"service {use.address.text}"
