"""Containers that have the settings in common which say their port.

`api2: *api` of Compose listens where `api` does: there is one number for both in the file.
"""

from collections.abc import Iterator, Sequence

from portlens.features.rename_settings import says_port
from portlens.features.rename_values import values_of
from portlens.model.socket import Place
from portlens.network.network import Network
from portlens.network.spot import Port
from portlens.programs.node import Node
from portlens.workspace.workspace import Workspace


def shared_ports(ports: Sequence[Port], network: Network, workspace: Workspace) -> list[Port]:
    """Return the same ports of other containers that share with one of `ports` what says it."""
    asked = [port for port in ports if port.space.kind == "container" and port.first == port.last]
    if not asked:
        return []
    spaces: dict[Place, list[Port]] = {}  # of the values that say one of the ports
    for port in asked:
        for node in network.nodes.get(port.space, ()):
            for place in _saying(node, port.first, workspace):
                spaces.setdefault(place, []).append(port)
    if not spaces:
        return []
    return [
        port._replace(space=space)
        for space, nodes in network.nodes.items()
        for node in nodes
        for _, place in values_of(node, workspace)
        for port in spaces.get(place, ())
        if port.space != space
    ]


def _saying(node: Node, port: int, workspace: Workspace) -> Iterator[Place]:
    for key, place in values_of(node, workspace):
        text = workspace.text(place.path) or ""
        if says_port(text, place.span, port, is_told=key == "expose"):
            yield place
