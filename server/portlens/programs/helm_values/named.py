"""The values files of a chart: those beside its Chart.yaml, which helm finds it by."""

import posixpath
from collections.abc import Iterator

from portlens.programs.helm_values.chart import MARK, is_values
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the values files beside a Chart.yaml; a values file itself names none."""
    folder, name = posixpath.split(document.path)
    if name != MARK:
        return
    for other in workspace.names_in(folder or "."):
        path = posixpath.join(folder, other)
        if is_values(other) and workspace.may_read(path):
            yield path, "helm-values"
