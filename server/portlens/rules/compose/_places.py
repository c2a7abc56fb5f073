"""Where a file says that a service publishes a port, be it by the name of another file."""

from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Body, Published
from portlens.rules.compose._services import key_of, services_of
from portlens.text.span import Span
from portlens.workspace.document import Document


def written_at(published: Published, document: Document) -> Span | None:
    """Return the host's side of the entry, if it is one of `document`."""
    if published.path != document.path:
        return None
    port = published.use.port
    return port.span if port else published.use.span


def extends_of(document: Document) -> dict[str, Span]:
    """Return where each service of `document` says that it extends another."""
    keys = ((service.name, key_of(service, "extends")) for service in services_of(document))
    return {name: key[0].span for name, key in keys if key}


def brought_in_at(
    body: Body, published: Published, project: Project, document: Document, extends: dict[str, Span]
) -> Span | None:
    """Return the `extends` or `include` of `document` that brings in an entry of another file."""
    included = project.included.get(body.name)
    if included is not None:
        return included.span if included.document.path == document.path else None
    return None if published.path == document.path else extends.get(body.name)
