"""The files that an OpenSSH configuration includes."""

from collections.abc import Iterator

from portlens.programs.ssh.lines import configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield what the document includes, directly or not."""
    if "include" not in document.text.lower():
        return
    for path in dict.fromkeys(
        line.document.path for line in configuration(document, workspace).lines
    ):
        yield path, document.format.id
