"""What `docker ps` would show of a project: every port of the host that leads to a container."""

from collections.abc import Iterator

from portlens.formats._interpolation import UNKNOWN
from portlens.formats.compose.port_entry import Owner
from portlens.model.port_use import PortUse
from portlens.programs.compose.built import Built, built_around
from portlens.programs.compose.images import image_of_service
from portlens.programs.compose.project import project_of
from portlens.programs.compose.settings import Settings
from portlens.programs.compose.sockets import addresses
from portlens.text.pause import pause
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:
    """Yield each port that the project of `document` publishes, with the document that has it.

    They come in the files' order. An entry without an address is two: one for all of IPv4, one for
    all of IPv6. Docker picks the host's port where none is written, and one of a range for a single
    container port. Profiles do not count: every service is taken for started, if any container of
    it ever is.
    Its image may stand in another file than its ports.
    """
    built = built_around(document, workspace)
    project = project_of(document, workspace)
    for body in project.services.values():
        pause()
        if not (body.is_published and body.is_running):
            continue
        settings = Settings(body, project.documents)
        image = _image(settings, built.get(body.name))
        runs = settings.command
        for published in body.ports:
            owner = Owner(body.name, image or published.entry.image, runs)
            detail = published.entry._replace(owner=owner)
            use = published.use._replace(owner=owner.path, detail=detail)
            if use.role == "container":
                use = use._replace(role="publishes", port=None, target=use.port)
            elif use.port is not None and use.port.is_empty:
                use = use._replace(port=None)
            for address in addresses(use):
                yield project.documents[published.path], use._replace(address=address)


def _image(settings: Settings, built: Built | None) -> str:
    """Return the image that a service is called by, else the one that its own is built upon."""
    image = settings.text("image") or image_of_service(settings, built).image.base
    return "" if UNKNOWN in image else image
