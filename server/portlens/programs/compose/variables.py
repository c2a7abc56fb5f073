"""A Compose file as it reads with the variables of its project."""

import posixpath

from portlens.formats.compose.reader import read_file
from portlens.formats.compose.services import ComposeFile
from portlens.programs.compose.files import environment, project_files
from portlens.programs.compose.sources import Sources
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def with_variables(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports that its project's `.env` file makes of it.

    Text and places are the same; the document itself comes back where there is no `.env` file.
    """
    subject = document.source

    def read(trace: Workspace) -> Document:
        return _resolved(subject, Sources(trace, subject))

    return _RESOLVED.value(workspace, subject.path, read, subject=subject)


def _resolved(document: Document, sources: Sources) -> Document:
    folder = posixpath.dirname(project_files(sources, document.path)[0])
    known = environment(sources, folder).values
    values = {name: variable.value for name, variable in known.items()}
    tree = document.reading.tree
    if not values or not isinstance(tree, ComposeFile):
        return document
    return document.reading_as(read_file(tree, values))


_RESOLVED: Memo[Document] = Memo(64)
