"""A Compose project as a program."""

from portlens.programs.compose.project import project_of
from portlens.programs.compose.sockets import sockets
from portlens.programs.compose.variables import with_variables
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the project that `document` belongs to."""
    project = project_of(document, workspace)
    return Program(project.documents, sockets(project))


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the values of its project's variables."""
    return with_variables(document, workspace) if "$" in document.text else document
