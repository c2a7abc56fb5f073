"""A Compose file as it reads with the images that another of its project's files has."""

from collections.abc import Mapping

from portlens.formats._interpolation import UNKNOWN
from portlens.formats.compose.port_entry import PortEntry
from portlens.model.port_use import PortUse
from portlens.programs.compose.files import project_files
from portlens.programs.compose.project import project_of
from portlens.programs.compose.sources import Sources
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def with_images(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the image of each service that has one in another file alone.

    An override file mostly has ports without an image, which tells what answers there.
    """
    if all(_entry(use) is None for use in pausing(document.uses)):
        return document
    subject = document.source

    def read(trace: Workspace) -> Document:
        if len(project_files(Sources(trace, subject), subject.path)) < 2:
            return document
        # Few files are parts of others: what only these need is imported here.
        from portlens.programs.compose.settings import Settings

        project = project_of(subject, trace)
        services = project.services
        missing = {
            entry.service for use in pausing(document.uses) if (entry := _entry(use)) is not None
        }
        bodies = {name: services[name] for name in missing if name in services}
        images = {
            name: Settings(body, project.documents).text("image") for name, body in bodies.items()
        }
        uses = tuple(_with_image(use, images) for use in pausing(document.uses))
        return document.reading_as(document.reading._replace(uses=uses))

    return _KEPT.value(workspace, subject.path, read, subject=subject, parts=(document,))


def _entry(use: PortUse) -> PortEntry | None:
    """Return what a use of a service without an image tells of itself."""
    detail = use.detail
    is_without = isinstance(detail, PortEntry) and detail.service and not detail.image
    return detail if is_without and isinstance(detail, PortEntry) else None


def _with_image(use: PortUse, images: Mapping[str, str]) -> PortUse:
    entry = _entry(use)
    image = images.get(entry.service, "") if entry is not None else ""
    if entry is None or not image or UNKNOWN in image:
        return use
    return use._replace(detail=entry._replace(owner=entry.owner._replace(image=image)))


_KEPT: Memo[Document] = Memo(64)
