"""Ports that people usually write at a place."""

from portlens.features.own import own
from portlens.model.port_use import PortUse
from portlens.network.around import network_of
from portlens.network.callers import callers, names_for, served
from portlens.network.context import Context
from portlens.workspace.document import Document


def usual_ports(document: Document, use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the usual ports at `use`, the most usual first: those of its image or host, too.

    A format's own module `completion` may have `usual_ports(use)`, for what is not usual in
    all of a file.
    """
    of_use = own(document.format, "completion", "usual_ports")
    usual = (of_use(use) if of_use else ()) or document.format.usual_ports
    return tuple(dict.fromkeys((*own_ports(use, context), *usual)))


def served_ports(document: Document, use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the ports of the container that a connection leads to, what is certain first.

    None where the files do not tell who that is.
    """
    if use.role != "connects" or use.address is None or use.address.family != "name":
        return ()
    name = use.address.text.casefold()
    if name == "localhost":
        return ()
    found = _served(document, use, name, context)
    if found or use.port is None or not use.port.is_empty or not document.format.yaml:
        return found
    # `API: http://api:` is no YAML, and without a port behind it there are no services around.
    at = use.port.span.start
    whole = document.changed_to(f"{document.text[:at]}1{document.text[at:]}")
    workspace = context.workspace.with_document(whole)
    return _served(whole, use, name, context._replace(workspace=workspace))


def _served(document: Document, use: PortUse, name: str, context: Context) -> tuple[int, ...]:
    network = network_of(document, context)
    owner = own(document.format, "completion", "owner")
    nodes = callers(network, document.path, owner(document, use.span.start) if owner else "")
    known = {text.casefold(): node for text, node in names_for(network, nodes).items()}
    there = known.get(name)
    sockets = [] if there is None else served(network, there.space, use.transport)
    return tuple(dict.fromkeys(socket.first for socket in sockets))


def own_ports(use: PortUse, context: Context) -> tuple[int, ...]:
    """Return the ports of the service that a definition, an image or a host is called by."""
    catalogue = context.catalogue
    if use.role == "defines":
        return catalogue.ports_named(use.name, use.transport)
    if use.image or use.service:
        return _of_image(use.image or use.service, context)
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
