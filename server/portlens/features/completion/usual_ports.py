"""Ports that people usually write at a place."""

from portlens.formats.compose.port_entry import PortEntry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.workspace.document import Document

_TUNNELLED = (8080, 5432, 3306, 80, 443)
_BY_KEYWORD = {
    "localforward": _TUNNELLED,
    "remoteforward": _TUNNELLED,
    "permitopen": _TUNNELLED,
    "permitlisten": _TUNNELLED,
    "dynamicforward": (1080,),
}


def usual_ports(document: Document, use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the usual ports at `use`, the most usual first: those of its image or host, too."""
    keyword = getattr(use.detail, "keyword", "")
    usual = _BY_KEYWORD.get(keyword) or document.format.usual_ports
    return tuple(dict.fromkeys((*own_ports(use, context), *usual)))


def own_ports(use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the ports of the service that a definition, an image or a host is called by."""
    catalogue = context.catalogue
    if use.role == "defines":
        return catalogue.ports_named(use.name, use.transport)
    if isinstance(use.detail, PortEntry):
        owner = use.detail.owner
        return _of_image(owner.image or owner.service, context)
    if (
        use.role in {"connects", "permits"}
        and use.address is not None
        and use.address.family == "name"
    ):
        return _of_image(use.address.text, context)
    return ()


def _of_image(reference: str, context: Context) -> tuple[int, ...]:
    catalogue = context.catalogue
    ports = tuple(port for port, _ in catalogue.image(reference).ports)
    return ports or tuple(row.first for row in catalogue.named(reference))
