"""The files of which a kustomization makes maps and secrets, for containers to have as volumes."""

import posixpath
from collections.abc import Iterator

from portlens.formats.kubernetes.kustomization import is_kustomization
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_taken(document: Document, workspace: Workspace) -> Iterator[tuple[str, ...]]:  # noqa: ARG001
    """Yield all that a kustomization names: whichever of these are in one pod, others say."""
    if is_kustomization(document.path):
        folder = posixpath.dirname(document.path)
        yield from (
            (posixpath.normpath(posixpath.join(folder, link.target)),)
            for link in document.reading.links
        )
