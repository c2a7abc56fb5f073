"""Ports that people usually write at a place."""

from portlens.model.port_use import PortUse
from portlens.workspace.context import Context
from portlens.workspace.document import Document

# What listens there most often in real files of the format; a hint, never a rule.
_BY_FORMAT = {
    "nginx": (80, 443, 8080, 8443, 3000, 5000, 8000, 9000),
    "compose": (80, 443, 8080, 3000, 5432, 3306, 6379, 8000, 9000),
    "sshd_config": (22, 2222),
    "ssh_config": (22, 2222, 8080, 5432, 3306),
}


def usual_ports(document: Document, use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the usual ports at `use`, the most usual first: those of its image or host, too."""
    own = [*_of_name(use, context)]
    return tuple(dict.fromkeys([*own, *_BY_FORMAT.get(document.format.id, ())]))


def _of_name(use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the ports of the service that a definition, a host or an owner is called by."""
    catalogue = context.catalogue
    if use.name:
        return catalogue.ports_named(use.name, use.transport)
    if use.role == "connects" and use.address is not None and use.address.family == "name":
        return tuple(port for port, _ in catalogue.image_ports(use.address.text))
    return ()
