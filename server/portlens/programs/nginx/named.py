"""The files that an nginx configuration includes."""

from collections.abc import Iterator

from portlens.programs.nginx.configuration import configuration, may_be_main
from portlens.programs.nginx.includes import HARMLESS
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield what a main file includes, directly or not; only it knows the folder to count from.

    Files that come with nginx, such as `mime.types`, are of no interest to anybody.
    """
    if may_be_main(document):
        for path in configuration(document, workspace).paths:
            if not HARMLESS.search(path):
                yield path, "nginx"
