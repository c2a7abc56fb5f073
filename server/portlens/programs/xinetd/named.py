"""The files that a configuration of xinetd includes."""

from collections.abc import Iterator

from portlens.programs.xinetd.configuration import configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield what the document includes, directly or not."""
    if "include" in document.text.lower():
        for path in configuration(document, workspace).documents:
            yield path, "xinetd"
