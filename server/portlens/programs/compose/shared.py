"""What the services of a project have from elsewhere: by `extends`, by aliases and by merge keys.

A chain of two thousand `extends` can hold as much as services with one list, or with one
environment: all are bounded.
"""

from collections.abc import Callable

from portlens.formats._yaml.nodes import (
    MOST_MERGED,
    MOST_SHARED,
    MOST_UNCOUNTED,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    said_by,
    value_of,
)
from portlens.formats.compose.services import Service, items_of
from portlens.programs.compose.service import Body
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.workspace.latest import LatestParts


class Shared:
    """Counts the ports, definitions and nodes that are shared; past a bound nothing more is.

    Few nodes are not counted: a service has them whatever the others have.
    """

    def __init__(self) -> None:
        self._ports = 0
        self._definitions = 0
        self._left = MOST_MERGED  # nodes
        self._lists: dict[int, Node] = {}  # of ports, by the identity of their nodes
        self._known: dict[tuple[str, Span], bool] = {}  # by the file and the key of the service
        self._few: dict[str, Callable[[Node], int | None]] = {}  # by the file

    def leaves_out(self, path: str, service: Service) -> bool:
        """Tell whether a service of the file at `path` has too much from elsewhere, or not all.

        It is counted once, though its file is read for each `include` that leads to it.
        """
        place = path, service.key
        if place not in self._known:
            are_ports_left = self._leaves_ports(service)
            self._known[place] = are_ports_left
            few = self._few.get(path) or self._few.setdefault(path, _FEW.of(path, _few_elsewhere))
            if few(service.node) is None:
                count, is_whole = _elsewhere(service.node, max(self._left, MOST_UNCOUNTED))
                self._left -= count if count > MOST_UNCOUNTED else 0
                self._known[place] = are_ports_left or not is_whole
        return self._known[place]

    def _leaves_ports(self, service: Service) -> bool:
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


def keeps_ports(service: Service) -> bool:
    """Tell whether a service that has too much from elsewhere still has its ports.

    They have to be its own. Where keys are missing that decide on them nobody knows whether it
    publishes any: `network_mode`, `profiles` and `scale`, or `replicas` in `deploy`.
    """
    node = resolved(service.node)
    deciding = node, resolved(value_of(node, "deploy"))
    if any(type(each) is Mapping and each.is_cut for each in deciding):
        return False
    ports = resolved(value_of(node, "ports"))
    return ports is None or _is_own(service.node, ports)


def _few_elsewhere(body: Node) -> int | None:
    """Return how much stands elsewhere if that is so little that it does not count, and all."""
    count, is_whole = _elsewhere(body, MOST_UNCOUNTED)
    return count if is_whole and count <= MOST_UNCOUNTED else None


_FEW: LatestParts[Node, int | None] = LatestParts(said_by)  # files that are typed in


def _elsewhere(body: Node, most: int) -> tuple[int, bool]:
    """Count what stands elsewhere of all that a service says: each rule may go through that.

    With it comes whether that is all: it is not past `most`, where counting ends, nor where merge
    keys have not brought all.
    """
    waiting: list[Node] = [body]
    seen: set[int] = set()
    count = 0
    while waiting:
        pause()
        node = resolved(waiting.pop())
        if node is None or type(node) is Scalar or id(node) in seen:
            continue
        seen.add(id(node))
        is_own = _is_own(body, node)
        if isinstance(node, Mapping):
            count += len(node.merged) + (0 if is_own else len(node.pairs))
            if node.is_cut or count > most:
                return count, False
            waiting += [value for _, value in entries(node) if type(value) is not Scalar]
        elif isinstance(node, Sequence):
            count += 0 if is_own else len(node.items)
            if count > most:
                return count, False
            waiting += [item for item in node.items if type(item) is not Scalar]
    return count, True


def _is_own(body: Node, node: Scalar | Sequence | Mapping) -> bool:
    return body.start <= node.start < body.end
