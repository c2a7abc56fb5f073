"""Which Compose files nobody reads who runs `docker compose` in their folder.

Source: docker-compose 2.40.3 run in folders that hold several of these names.
"""

import posixpath
from functools import partial

from portlens.programs.compose.files import BASES, OVERRIDES, files_read_in
from portlens.programs.compose.project import projects_above
from portlens.programs.compose.sources import Sources
from portlens.programs.facts import LeftOut
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def left_out_by(document: Document, workspace: Workspace) -> LeftOut | None:
    """Return which file is read in place of `document`; None for one that has to be named anyhow.

    What another project nearby takes by `include` or `extends` is not left out.
    """
    if posixpath.basename(document.path) not in _FOUND:
        return None
    subject = document.source
    find = partial(_left_out_by, subject)
    return _LEFT_OUT.value(workspace, subject.path, find, subject=subject)


_FOUND = frozenset((*BASES, *OVERRIDES))
_LEFT_OUT: Memo[LeftOut | None] = Memo(64)


def _left_out_by(document: Document, workspace: Workspace) -> LeftOut | None:
    folder, name = posixpath.split(document.path)
    read = files_read_in(Sources(workspace, document), folder)
    above = list(projects_above(document, workspace))
    if not read or any(
        document.path in project.documents for project in above if project.files != read
    ):
        return None
    if document.path not in read:
        names = OVERRIDES if name in OVERRIDES else BASES
        by = next((path for path in read if posixpath.basename(path) in names), read[0])
        return LeftOut(by, "instead")
    # Who includes a folder's file does not get the override beside it.
    others = (project for project in above if project.files != read)
    by = next((project.files[0] for project in others if read[0] in project.documents), "")
    return LeftOut(by, "not-included") if by else None
