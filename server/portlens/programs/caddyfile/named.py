"""The files that a Caddyfile imports."""

from collections.abc import Iterator

from portlens.programs.caddyfile.configuration import configuration_at
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield what the document imports, directly or not."""
    if "import" not in document.text:
        return
    for path in configuration_at(document, None, workspace).documents:
        yield path, document.format.id
