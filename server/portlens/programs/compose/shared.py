"""What the services of a project have from elsewhere: by `extends`, by aliases and by merge keys.

A chain of two thousand `extends` can hold as much as services with one list, or with one
environment: all are bounded.
"""

from portlens.formats._yaml.nodes import (
    MOST_MERGED,
    MOST_SHARED,
    Mapping,
    Node,
    Sequence,
    entries,
    resolved,
    value_of,
)
from portlens.formats.compose.services import Service, items_of
from portlens.programs.compose.service import Body
from portlens.text.pause import pause


class Shared:
    """Counts the ports, definitions and nodes that are shared; past a bound nothing more is."""

    def __init__(self) -> None:
        self._ports = 0
        self._definitions = 0
        self._nodes = 0
        self._lists: dict[int, Node] = {}  # of ports, by the identity of their nodes

    def leaves_out(self, service: Service) -> bool:
        """Tell whether a service has its ports, or more, from others, and too much by now."""
        self._count(service)
        ports = resolved(value_of(service.node, "ports"))
        if ports is not None and id(ports) in self._lists:
            self._ports += len(items_of(ports))
            return max(self._ports - MOST_SHARED, self._nodes - MOST_MERGED) > 0
        if ports is not None:
            self._lists[id(ports)] = ports
        return self._nodes > MOST_MERGED

    def _count(self, service: Service) -> None:
        """Count what stands elsewhere of all that a service says: each rule may go through that."""
        waiting: list[Node] = [service.node]
        seen: set[int] = set()
        while waiting and self._nodes <= MOST_MERGED:
            pause()
            node = resolved(waiting.pop())
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if not service.key.start < node.start < service.node.end:
                self._nodes += 1
            if isinstance(node, Sequence):
                waiting += node.items
            elif isinstance(node, Mapping):
                waiting += [value for _, value in entries(node)]

    def base(self, body: Body) -> Body:
        """Return what another service takes from `body`: without lists, if there is too much."""
        self._ports += len(body.ports)
        self._definitions += len(body.definitions)
        if self._ports > MOST_SHARED:
            body = body._replace(ports=(), is_cut=True)
        if self._definitions > MOST_SHARED:
            body = body._replace(definitions=(), is_cut=True)
        return body
