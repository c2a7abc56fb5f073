"""What a configuration of httpd makes: the program in its port space."""

from portlens.model.socket import PortSpace
from portlens.programs.apache.configuration import Configuration
from portlens.programs.apache.connections import connections
from portlens.programs.apache.sockets import listeners, sockets
from portlens.programs.facts import Facts
from portlens.programs.program import Program, Topology


def program(found: Configuration, space: PortSpace, owner: str, facts: Facts) -> Program:
    """Return what a configuration makes in `space`."""
    uses = tuple(found.uses())
    is_shared = found.asks("listencoresbucketsratio")
    return Program(
        found.documents,
        tuple(sockets(tuple(listeners(uses)), space, owner, is_shared=is_shared)),
        lambda: Topology(connections=tuple(connections(uses, space, owner))),
        facts,
    )


def is_known(found: Configuration) -> bool:
    """Tell whether all ports that are listened on are known."""
    return all(use.port is None or use.port.is_known for _, use in found.listens())
