"""Where the settings of a container are written, wherever an alias has them from."""

from collections.abc import Iterator

from portlens.features.own import own
from portlens.model.socket import Place
from portlens.programs.node import Node
from portlens.workspace.workspace import Workspace


def values_of(node: Node, workspace: Workspace) -> Iterator[tuple[str, Place]]:
    """Yield the values of the container's settings, each with its key.

    That is so where the format's module `rename` has `values_of(names)`: the documents that define
    the container, each with where its name stands.
    """
    found = [(workspace.document(place.path), place.span) for place in node.settings_at]
    names = [(document, span) for document, span in found if document is not None]
    ask = own(names[0][0].format, "rename", "values_of") if names else None
    if ask is not None:
        yield from ask(names)
