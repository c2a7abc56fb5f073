"""The manifests in JSON that a kustomization names; those in YAML are known by what is in them."""

import posixpath
from collections.abc import Iterator

from portlens.formats.kubernetes.kustomization import is_kustomization
from portlens.programs.kubernetes.kustomization import is_json, kustomization_in
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the paths of these, which count from the kustomization's own folder."""
    if not is_kustomization(document.path):
        return
    found = kustomization_in(posixpath.dirname(document.path), workspace)
    for path in found.named if found is not None else ():
        if is_json(path) and workspace.may_read(path):
            yield path, "kubernetes"
