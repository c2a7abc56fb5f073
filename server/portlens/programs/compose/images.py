"""The image of a service: the one that is named, or what a Dockerfile of the project makes."""

import posixpath
from typing import NamedTuple

from portlens.formats.dockerfile.image import Image, image_of
from portlens.formats.dockerfile.reader import read
from portlens.formats.registry import format_named
from portlens.programs.compose.build import build_of
from portlens.programs.compose.named import DOCKERFILE
from portlens.programs.compose.service import Body
from portlens.programs.compose.settings import Settings
from portlens.programs.node import Recipe
from portlens.workspace.workspace import Workspace


class BuiltImage(NamedTuple):
    """The image of a service, and the text and the place of the Dockerfile that it is built from.

    Without one `recipe` is None, as it is where the Dockerfile stands in the Compose file.
    """

    image: Image
    text: str = ""
    recipe: Recipe | None = None


def image_built(settings: Settings, body: Body, workspace: Workspace) -> BuiltImage:
    """Return what a service's container is made of."""
    written = settings.value("build")
    if written is None:
        return BuiltImage(Image(settings.text("image")))
    value, definition = written
    folder = posixpath.dirname(definition.document.path)
    found = build_of(value, folder, definition.variables)
    if found is None:
        return BuiltImage(Image(settings.text("image")))
    if not found.path:
        image = image_of(read(found.inline, "", found.arguments), found.target)
        return BuiltImage(image, found.inline)
    readable = workspace.may_read(found.path, posixpath.dirname(body.document.path))
    document = workspace.document(found.path, format_named(DOCKERFILE)) if readable else None
    if document is None:
        return BuiltImage(Image())
    reading = read(document.text, document.path, found.arguments)
    is_checked = not settings.has("healthcheck")
    recipe = Recipe(found.path, found.target, found.arguments, is_checked)
    return BuiltImage(image_of(reading, found.target), document.text, recipe)
