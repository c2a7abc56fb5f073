"""The graph as plain values, for an editor's picture and for the drawing tools of others."""

from collections.abc import Iterable
from hashlib import blake2s

from portlens.model.socket import Certainty, Place
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

# `conflict`: another wants the same socket. `unserved`: it is certain that nothing listens.
# `unreachable`: the name is there, but on none of the caller's networks. `nameless`: the service is
# there, and has no name by which it is found. `unknown`: nobody can tell from these files where it
# leads.
Mark = Literal["", "conflict", "unserved", "unreachable", "nameless", "unknown"]


class GraphGroup(NamedTuple):
    """What is drawn around nodes: a project, its machine, or networks that services share.

    `is_far`: another machine than the one whose files these are.
    """

    id: str
    kind: Literal["project", "host", "network"]
    label: str
    parent: str | None = None
    is_far: bool = False


class GraphPort(NamedTuple):
    """A port on which a node listens, and what stands behind it as far as anybody knows.

    0 is any port: one that is picked at the start.
    """

    id: str
    first: int
    last: int
    transport: str
    name: str
    certainty: Certainty
    mark: Mark
    place: Place
    address: str = ""  # empty for a wildcard

    @property
    def text(self) -> str:
        """The port as it is shown: `127.0.0.1:8080/tcp`, `6000-6063/udp`, `*/tcp` for any."""
        numbers = f"{self.first or '*'}" if self.first == self.last else f"{self.first}-{self.last}"
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{numbers}/{self.transport}" if host else f"{numbers}/{self.transport}"


class GraphNode(NamedTuple):
    """A service or a program with its ports, a published port, or an address outside of it all."""

    id: str
    kind: Literal["service", "published", "unknown"]
    label: str
    group: str | None
    ports: tuple[GraphPort, ...]
    place: Place | None


class GraphEdge(NamedTuple):
    """That a published port leads to a node, or that a node connects to another.

    `port` is the id of the other end's port, None where that is not known to listen.
    """

    id: str
    kind: Literal["publishes", "connects"]
    source: str
    target: str
    port: str | None
    label: str
    mark: Mark
    place: Place


class PortGraph(NamedTuple):
    """All of it. Ids mean nothing; they are the same as long as files and names stay."""

    groups: tuple[GraphGroup, ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


def id_of(parts: Iterable[object]) -> str:
    """Return an id that any language takes for a name; equal parts have an equal one."""
    text = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return f"n{blake2s(text, digest_size=8).hexdigest()}"
