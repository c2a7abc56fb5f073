"""What the services of a project have from elsewhere: by `extends`, and by aliases of one list.

A chain of two thousand `extends` can hold as much as services with one list: both are bounded.
"""

from portlens.formats._yaml.nodes import MOST_SHARED, Node, resolved, value_of
from portlens.formats.compose.services import Service, items_of
from portlens.programs.compose.service import Body


class Shared:
    """Counts the ports, and the definitions, that are shared; past the bound nothing more is."""

    def __init__(self) -> None:
        self._ports = 0
        self._definitions = 0
        self._lists: dict[int, Node] = {}  # of ports, by the identity of their nodes

    def leaves_out(self, service: Service) -> bool:
        """Tell whether the ports of a service are those of others, and too many by now."""
        ports = resolved(value_of(service.node, "ports"))
        if ports is None:
            return False
        if id(ports) in self._lists:
            self._ports += len(items_of(ports))
            return self._ports > MOST_SHARED
        self._lists[id(ports)] = ports
        return False

    def base(self, body: Body) -> Body:
        """Return what another service takes from `body`: without lists, if there is too much."""
        self._ports += len(body.ports)
        self._definitions += len(body.definitions)
        if self._ports > MOST_SHARED:
            body = body._replace(ports=(), is_cut=True)
        if self._definitions > MOST_SHARED:
            body = body._replace(definitions=(), is_cut=True)
        return body
