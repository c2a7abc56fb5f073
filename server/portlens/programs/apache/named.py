"""The files that an httpd configuration includes."""

from collections.abc import Iterator

from portlens.programs.apache.configuration import configuration, is_main
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield what a main file includes, directly or not."""
    if is_main(document.path):
        for path in configuration(document, workspace).documents:
            yield path, "apache"
