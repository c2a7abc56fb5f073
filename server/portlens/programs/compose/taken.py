"""The files of a project that its services get, or may get."""

from collections.abc import Iterator

from portlens.formats._interpolation import UNKNOWN
from portlens.programs.compose.given import may_mount, mounted_somehow
from portlens.programs.compose.named import files_given
from portlens.programs.compose.project import project_of
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def files_taken(document: Document, workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Yield for each service what it is given, and what a variable of the shell may give it."""
    by_owner: dict[str, list[str]] = {}
    for one in files_given(document, workspace):
        if one.inside:
            by_owner.setdefault(one.owner, []).append(one.path)
    if may_mount(document.text):
        project = project_of(document, workspace)
        for name, body in project.services.items():
            for definition in body.definitions:
                for source, _ in mounted_somehow(definition, project.documents[definition.path]):
                    if UNKNOWN in source:
                        by_owner.setdefault(name, []).append(source)
    yield from map(tuple, by_owner.values())
