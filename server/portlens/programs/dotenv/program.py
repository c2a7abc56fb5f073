"""A `.env` file as a part of the Compose projects that read it."""

from collections.abc import Iterator

from portlens.model.port_use import PortUse
from portlens.programs.compose.program import opened as opened_by_project
from portlens.programs.compose.program import program_of as project_program
from portlens.programs.dotenv.fed import projects_with, with_ports
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the first project that reads the file; without one, a program that does nothing."""
    for main, _ in projects_with(document, workspace):
        return project_program(main, workspace)
    return Program({document.path: document}, ())


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:
    """Yield what that project publishes."""
    for main, _ in projects_with(document, workspace):
        yield from opened_by_project(main, workspace)
        return


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with those of its values that are ports of a project."""
    return with_ports(document, workspace)
