"""Entries that another file of the program has put out of force: they speak of no port."""

from collections.abc import Iterable

from portlens.network.places import Places
from portlens.network.spot import Spot
from portlens.programs.program import origin
from portlens.workspace.workspace import Workspace

_OPENING = frozenset({"publishes", "container"})


def instead_of(
    spot: Spot, spots: Iterable[Spot], places: Places, workspace: Workspace
) -> list[Spot]:
    """Return those of `spots` that count instead of `spot`, which opens nothing itself.

    They give the same service a port by the same variable, as an entry of Compose's `!override`
    does in the place of the one in the base file.
    """
    use = spot.use
    if use.role not in _OPENING or not use.service or places.ports(spot):
        return []
    value = spot.part.is_variable and origin(spot.document, spot.part, workspace)
    if not value:
        return []
    return [
        other
        for other in spots
        if other.part.is_variable
        and (other.use.role, other.use.service) == (use.role, use.service)
        and places.ports(other)
        and origin(other.document, other.part, workspace) == value
        and _are_of_one_program(spot, other, places)
    ]


def _are_of_one_program(one: Spot, other: Spot, places: Places) -> bool:
    return any(
        one.document.path in program.documents and other.document.path in program.documents
        for program in places.network.programs
    )
