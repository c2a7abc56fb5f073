"""The image of a service: the one that is named, or what a Dockerfile of the project makes."""

from portlens.formats.dockerfile.image import Image, image_of
from portlens.formats.dockerfile.reader import read
from portlens.programs.compose.built import Built
from portlens.programs.compose.settings import Settings
from portlens.programs.node import Recipe
from portlens.text.named_tuple import NamedTuple


class BuiltImage(NamedTuple):
    """The image of a service, and the text and the place of the Dockerfile that it is built from.

    Without one `recipe` is None, as it is where the Dockerfile stands in the Compose file.
    """

    image: Image
    text: str = ""
    recipe: Recipe | None = None


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
