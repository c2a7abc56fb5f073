"""The image of a service: the one that is named, or what a Dockerfile of the project makes."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from portlens.formats._yaml.nodes import Node, resolved, value_of
from portlens.formats.compose.services import ComposeFile, services
from portlens.formats.dockerfile.image import Image, image_of
from portlens.formats.dockerfile.reader import read
from portlens.formats.registry import format_named
from portlens.programs.compose.build import Build, build_of
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Definition
from portlens.programs.compose.settings import Settings
from portlens.programs.compose.whole import services_by_place
from portlens.programs.node import Recipe
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

DOCKERFILE = "dockerfile"  # the id of the format


class Built(NamedTuple):
    """How the image of a service is built, and its Dockerfile; None where none can be read."""

    build: Build
    document: Document | None


class BuiltImage(NamedTuple):
    """The image of a service, and the text and the place of the Dockerfile that it is built from.

    Without one `recipe` is None, as it is where the Dockerfile stands in the Compose file.
    """

    image: Image
    text: str = ""
    recipe: Recipe | None = None


def built_around(document: Document, workspace: Workspace) -> dict[str, Built]:
    """Return which services of the document's project have an image made for them, and how.

    There is no other answer to which Dockerfile a service has.
    """
    project = project_of(document, workspace)

    def find() -> dict[str, Build]:
        return dict(_builds(project))

    builds = _BUILDS.of_parts(workspace, document.path, find, (project,))
    return {
        name: Built(build, _dockerfile(build, project.services[name], workspace))
        for name, build in builds.items()
    }


_BUILDS: Memo[Mapping[str, Build]] = Memo(64)


def image_of_service(settings: Settings, built: Built | None) -> BuiltImage:
    """Return what a service's container is made of; `built` is None where nothing is built."""
    if built is None:
        return BuiltImage(Image(settings.text("image")))
    build, document = built
    if not build.path:
        image = image_of(read(build.inline, "", build.arguments), build.target)
        return BuiltImage(image, build.inline)
    if document is None:
        return BuiltImage(Image())
    reading = read(document.text, document.path, build.arguments)
    is_checked = not settings.has("healthcheck")
    recipe = Recipe(build.path, build.target, build.arguments, is_checked)
    return BuiltImage(image_of(reading, build.target), document.text, recipe)


def _builds(project: Project) -> Iterator[tuple[str, Build]]:
    if not any("build" in document.text for document in project.documents.values()):
        return
    nodes: dict[str, Mapping[int, Node]] = {}  # by path
    for name, body in project.services.items():
        last: tuple[Node, Definition] | None = None
        for definition in body.definitions:
            document = definition.document
            if document.path not in nodes:
                nodes[document.path] = _services(document)
            written = value_of(nodes[document.path].get(definition.key.start), "build")
            if written is not None:
                is_reset = getattr(resolved(written), "tag", None) == "!reset"
                last = None if is_reset else (written, definition)
        if last is not None:
            written, definition = last
            folder = posixpath.dirname(definition.document.path)
            build = build_of(written, folder, definition.variables)
            if build is not None:
                yield name, build


def _services(document: Document) -> Mapping[int, Node]:
    """Return the services of a file by place; of one that is half typed what can be read of it."""
    tree = document.reading.tree
    return services_by_place(document.text) or {
        service.key.start: service.node
        for top in (tree.documents if isinstance(tree, ComposeFile) else ())
        for service in services(top)
    }


def _dockerfile(build: Build, body: Body, workspace: Workspace) -> Document | None:
    near = posixpath.dirname(body.document.path)
    if not build.path or not workspace.may_read(build.path, near):
        return None
    return workspace.document(build.path, format_named(DOCKERFILE))
