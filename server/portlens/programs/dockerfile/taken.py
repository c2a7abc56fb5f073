"""The files of a project that an image may be made with."""

import posixpath
from collections.abc import Iterator

from portlens.formats.dockerfile.stages import Dockerfile
from portlens.programs.compose.copied import copied_somehow
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_taken(document: Document, workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Yield for each stage what it copies, taken from the Dockerfile's own folder.

    Any stage may be built and started. Whoever builds in another folder says so in a Compose file.
    """
    tree = document.reading.tree
    context = posixpath.dirname(document.path)
    if not isinstance(tree, Dockerfile):
        return
    for stage in tree.stages:
        yield tuple(copied_somehow(tree, stage, context, workspace.names_in))
