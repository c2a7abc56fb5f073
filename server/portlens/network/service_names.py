"""Which files speak of one service name: the line that defines it, and those that use it."""

from collections.abc import Iterable, Iterator

from portlens.network.context import Context
from portlens.network.spot import Spot
from portlens.programs.program import definers
from portlens.workspace.document import Document


def names_at(spot: Spot) -> tuple[str, ...]:
    """Return the service names that a place uses or gives a port to."""
    return (
        spot.use.names if spot.use.role == "defines" else (spot.part.name,) * bool(spot.part.name)
    )


def definitions_of(spot: Spot, context: Context) -> list[Spot]:
    """Return the places that give a port to the name at `spot`, in the file that counts there."""
    if spot.use.role == "defines":
        return _with_names(spot.document, spot.use.names)
    names = names_at(spot)
    for document in definers(spot.document, context.workspace) if names else ():
        found = _with_names(document, names)
        if found:
            return found
    return []


def users_of(spot: Spot, documents: Iterable[Document], context: Context) -> Iterator[Spot]:
    """Yield the places in `documents` that use a name of `spot`, as the same file defines it."""
    names = frozenset(names_at(spot))
    homes = {there.document.path for there in definitions_of(spot, context)}
    for document in documents if names else ():
        for use in document.uses:
            part = use.port
            if use.role == "defines" or part is None or part.name not in names:
                continue
            user = Spot(document, use, part)
            mine = {there.document.path for there in definitions_of(user, context)}
            if mine == homes and (homes or document.path == spot.document.path):
                yield user


def _with_names(document: Document, names: Iterable[str]) -> list[Spot]:
    wanted = frozenset(names)
    return [
        Spot(document, use, use.port)
        for use in document.uses
        if use.role == "defines" and use.port is not None and not wanted.isdisjoint(use.names)
    ]
