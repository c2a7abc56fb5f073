"""What `docker ps` would show of a project: every port of the host that leads to a container."""

from collections.abc import Iterator

from portlens.model.port_use import PortUse
from portlens.programs.compose.project import Project
from portlens.programs.compose.sockets import addresses
from portlens.workspace.document import Document


def opened(project: Project) -> Iterator[tuple[Document, PortUse]]:
    """Yield each published port with the document that it is written in, in the files' order.

    An entry without an address is two: one for all of IPv4, one for all of IPv6. Docker picks
    the host's port where none is written, and one of a range for a single container port.
    Profiles do not count: every service is taken for started, if any container of it ever is.
    """
    for body in project.services.values():
        if not (body.is_published and body.is_running):
            continue
        for published in body.ports:
            use = published.use._replace(owner=f"services.{body.name}")
            if use.role == "container":
                use = use._replace(role="publishes", port=None, target=use.port)
            elif use.port is not None and use.port.is_empty:
                use = use._replace(port=None)
            for address in addresses(use):
                yield published.document, use._replace(address=address)
