"""The Compose files that a devcontainer.json names, and the devcontainer.json that names one."""

import posixpath
from collections.abc import Iterator, Mapping
from itertools import islice

from portlens.formats.devcontainer.configuration import Configuration
from portlens.formats.registry import format_named
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the paths of `dockerComposeFile`, which count from the file's own folder."""
    for path in compose_files(document):
        if workspace.may_read(path):
            yield path, "compose"


def compose_files(document: Document) -> Mapping[str, None]:
    """Return those paths in their order, readable or not: each of these files asks for them."""
    return _COMPOSE_FILES(document)


def _compose_files(document: Document) -> Mapping[str, None]:
    tree = document.reading.tree
    folder = posixpath.dirname(document.path)
    files = tree.files if isinstance(tree, Configuration) else ()
    paths = (posixpath.normpath(posixpath.join(folder, file)) for file in pausing(files))
    return dict.fromkeys(paths)


_COMPOSE_FILES: Latest[Mapping[str, None]] = Latest(_compose_files, 16)


def naming(path: str, workspace: Workspace) -> Iterator[Document]:
    """Yield the devcontainer.json of the folders around that name the Compose file at `path`.

    Looked at is where the tools look, https://containers.dev/implementors/spec: in the file's own
    folder as a project's, and in the two above, up to the repository's root.
    """
    folder = posixpath.dirname(path)
    for _ in range(_FOLDERS):
        names = workspace.names_in(folder or ".")
        for candidate in _configurations(folder, names, workspace):
            document = workspace.document(candidate, format_named("devcontainer"))
            if document is not None and path in compose_files(document):
                yield document
        if ".git" in names or not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


def _configurations(project: str, names: tuple[str, ...], workspace: Workspace) -> Iterator[str]:
    """Yield where the configurations of a project's folder lie, which has `names` in it."""
    if ".devcontainer.json" in names:
        yield posixpath.join(project, ".devcontainer.json")
    if _FOLDER not in names:
        return
    folder = posixpath.join(project, _FOLDER)
    inside = workspace.names_in(folder)
    if _NAME in inside:
        yield posixpath.join(folder, _NAME)
    for name in islice(inside, _MOST_CHOICES):
        if _NAME in workspace.names_in(posixpath.join(folder, name)):
            yield posixpath.join(folder, name, _NAME)


_FOLDER = ".devcontainer"
_NAME = "devcontainer.json"
_FOLDERS = 3
_MOST_CHOICES = 64  # names in that folder
