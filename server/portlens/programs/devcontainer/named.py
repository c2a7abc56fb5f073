"""The Compose files that a devcontainer.json names."""

import posixpath
from collections.abc import Iterator

from portlens.formats.devcontainer.configuration import Configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the paths of `dockerComposeFile`, which count from the file's own folder."""
    for path in compose_files(document):
        if workspace.may_read(path):
            yield path, "compose"


def compose_files(document: Document) -> list[str]:
    """Return those paths, readable or not."""
    tree = document.reading.tree
    folder = posixpath.dirname(document.path)
    files = tree.files if isinstance(tree, Configuration) else ()
    return [posixpath.normpath(posixpath.join(folder, file)) for file in files]
