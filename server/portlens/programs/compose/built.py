"""Which services of a project have an image made for them: the only answer to which Dockerfile."""

import posixpath
from collections.abc import Iterator, Mapping

from portlens.formats._yaml.nodes import Node, resolved, value_of
from portlens.formats.compose.services import ComposeFile
from portlens.formats.registry import format_named
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Definition
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.programs.compose.build import Build

DOCKERFILE = "dockerfile"  # the id of the format


class Built(NamedTuple):
    """How the image of a service is built, and its Dockerfile; None where none can be read."""

    build: "Build"
    document: Document | None


def built_around(document: Document, workspace: Workspace) -> dict[str, Built]:
    """Return which services of the document's project have an image made for them, and how.

    There is no other answer to which Dockerfile a service has.
    """
    project = project_of(document, workspace)

    def find() -> "dict[str, Build]":
        return dict(_builds(project))

    builds = _BUILDS.of_parts(workspace, document.path, find, (project,))
    return {
        name: Built(build, _dockerfile(build, project.services[name], workspace))
        for name, build in builds.items()
    }


_BUILDS: "Memo[Mapping[str, Build]]" = Memo(64)


def _builds(project: Project) -> Iterator["tuple[str, Build]"]:
    if not any("build" in document.text for document in project.documents.values()):
        return
    from portlens.programs.compose.build import build_of

    nodes: dict[str, Mapping[int, Node]] = {}  # by path
    for name, body in project.services.items():
        pause()
        last: tuple[Node, Definition] | None = None
        for definition in body.definitions:
            path = definition.path
            if path not in nodes:
                nodes[path] = _services(project.documents[path])
            written = value_of(nodes[path].get(definition.key.start), "build")
            if written is not None:
                is_reset = getattr(resolved(written), "tag", None) == "!reset"
                last = None if is_reset else (written, definition)
        if last is not None:
            written, definition = last
            folder = posixpath.dirname(definition.path)
            build = build_of(written, folder, definition.variables)
            if build is not None:
                yield name, build


def _services(document: Document) -> Mapping[int, Node]:
    """Return the services of a file by place; of one that is half typed what can be read of it."""
    from portlens.programs.compose.whole import services_by_place

    tree = document.reading.tree
    return services_by_place(document) or {
        service.key.start: service.node
        for services in (tree.services if isinstance(tree, ComposeFile) else ())
        for service in services
    }


def _dockerfile(build: "Build", body: Body, workspace: Workspace) -> Document | None:
    near = posixpath.dirname(body.path)
    if not build.path or not workspace.may_read(build.path, near):
        return None
    return workspace.document(build.path, format_named(DOCKERFILE))
