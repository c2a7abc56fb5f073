"""What a reader finds, sorted by what it is."""

from collections.abc import Iterable

from portlens.formats._format import Fault, Link, Reading
from portlens.model.port_use import PortUse


def collected(tree: object, items: Iterable[PortUse | Fault | Link]) -> Reading:
    """Return the reading that `items`, which come in the order of the text, make up."""
    uses: list[PortUse] = []
    faults: list[Fault] = []
    links: list[Link] = []
    for item in items:
        if isinstance(item, PortUse):
            uses.append(item)
        elif isinstance(item, Fault):
            faults.append(item)
        else:
            links.append(item)
    return Reading(tuple(uses), tuple(faults), tuple(links), tree)
