"""Templates of an nginx configuration, as they read once their container has filled them in.

Source: the script `20-envsubst-on-templates.sh` of the image `nginx`: it replaces the variables of
the container's environment in its templates and leaves all others as they are.
"""

from collections.abc import Iterable, Mapping

from portlens.formats._names import is_template_path
from portlens.formats.nginx.read import read_filled
from portlens.formats.nginx.syntax import Tree
from portlens.model.socket import Place
from portlens.programs.given import Container, Variable, common_variables
from portlens.programs.named import containers_of
from portlens.programs.nginx.envsubst import Envsubst
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# All of a value, or the end of an address.
_PORT = regex(r"(?:.*:)?([0-9]+)/?")
_VARIABLE = regex(r"\$(?:\{(\w+)\}|(\w+))")


def is_filled_in(document: Document) -> bool:
    """Tell whether a container may fill the document in."""
    return "$" in document.text and is_template_path(document.path)


def filled_in(document: Document, containers: Iterable[Container]) -> Document:
    """Return a template with the values that it has in all of the `containers`, if it has some."""
    tree = document.reading.tree
    values = _values(document.path, containers) if isinstance(tree, Tree) else {}
    if not values or not isinstance(tree, Tree):
        return document
    named = {name: variable.value for name, variable in values.items()}
    return document.reading_as(read_filled(tree, document.path, named))


def with_values(document: Document, workspace: Workspace) -> Document:
    """Return a template as the containers of the workspace fill it in."""
    if not is_filled_in(document):
        return document
    return filled_in(document, containers_of(document.path, workspace))


def origin_of(document: Document, text: str, workspace: Workspace) -> Place | None:
    """Return where the port is written that the variable `text` of a template stands for."""
    match = _VARIABLE.fullmatch(text)
    if match is None or not is_filled_in(document):
        return None
    values = _values(document.path, containers_of(document.path, workspace))
    variable = values.get(match[1] or match[2])
    port = _PORT.fullmatch(variable.value) if variable is not None else None
    if variable is None or port is None:
        return None
    path, (start, _) = variable.place
    return Place(path, Span(start + port.start(1), start + port.end(1)))


def _values(path: str, containers: Iterable[Container]) -> Mapping[str, Variable]:
    """Return by name what the image's script fills in, and is the same in every container."""
    every = [(container, Envsubst(container)) for container in containers]
    for container, script in every:
        if not script.is_known or not script.fills_in(container.inside_of(path)):
            return {}
    common = common_variables(container for container, _ in every)
    return {
        name: variable
        for name, variable in common.items()
        if all(script.takes(name) for _, script in every)
    }
