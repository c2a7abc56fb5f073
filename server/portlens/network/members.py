"""Which programs share the world with a document."""

import posixpath
from collections.abc import Iterator

from portlens.formats.registry import may_have_format
from portlens.network.context import Context
from portlens.programs.named import documents_giving
from portlens.programs.program import (
    Program,
    program_of,
    programs_at,
    programs_in,
    programs_joining,
)
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.settings import HostGroup
from portlens.workspace.walk import PRUNED
from portlens.workspace.workspace import Workspace


def members(document: Document, context: Context) -> Iterator[Program]:
    """Yield the programs whose port spaces, or whose machine, are those of `document`.

    A file that is given to containers configures these, and no program of its own beside them.
    """
    workspace = context.workspace
    own = program_of(document, workspace)
    projects = [own] if own.topology.nodes else _projects(document, workspace)
    found = _with_guests(projects, workspace)
    if not any(document.path in program.documents for program in found):
        found = [own, *found]
    seen: set[tuple[str, ...]] = set()
    for program in found:
        yield program
        seen.add(tuple(program.documents))
    for program in (*_on_machine(own, document, workspace), *_in_group(own, document, context)):
        if tuple(program.documents) not in seen:
            seen.add(tuple(program.documents))
            yield program


def _projects(document: Document, workspace: Workspace) -> list[Program]:
    found: dict[tuple[str, ...], Program] = {}
    for giving in documents_giving(document.path, workspace):
        program = program_of(giving, workspace)
        found.setdefault(tuple(program.documents), program)
    return list(found.values())


def _with_guests(projects: list[Program], workspace: Workspace) -> list[Program]:
    return [program for project in projects for program in (project, *_guests(project, workspace))]


def _guests(project: Program, workspace: Workspace) -> list[Program]:
    """Return the programs that run in the containers of a project, and those that join it."""

    def find(trace: Workspace) -> list[Program]:
        nodes = pausing(project.topology.nodes)
        running = (guest for node in nodes for guest in programs_in(node, trace))
        return [*running, *programs_joining(project, trace)]

    return _GUESTS.value(workspace, project.first_path, find, parts=(project,))


_GUESTS: Memo[list[Program]] = Memo(64)  # as many as there are projects


def _on_machine(own: Program, document: Document, workspace: Workspace) -> Iterator[Program]:
    """Yield the programs that read their usual files below the same `etc` folder.

    A copy beside such a file, or a site that nobody includes, is read by none of them.
    """
    root, etc, _ = f"/{document.path}".rpartition("/etc/")
    if not etc:
        return
    root = root[1:]  # the slash that was put before it
    found = [*programs_at(root, workspace)]
    if any(tuple(program.documents) == tuple(own.documents) for program in found):
        yield from found


def _in_group(own: Program, document: Document, context: Context) -> Iterator[Program]:
    """Yield the programs of the files that the setting `hosts` puts on one machine.

    What is given to a container runs there, and only its project is on the machine. What is left
    out runs nowhere as long as the rest does.
    """
    is_left_out = own.facts.left_out_by is not None
    group = None if is_left_out else context.settings.group_of(document.path)
    workspace = context.workspace
    for path in _paths_of(group, workspace) if group is not None else ():
        other = workspace.document(path)
        if other is None or next(documents_giving(path, workspace), None) is not None:
            continue
        program = program_of(other, workspace)
        if program.facts.left_out_by is not None:
            continue
        yield from _with_guests([program], workspace) if program.topology.nodes else (program,)


def _paths_of(group: HostGroup, workspace: Workspace) -> Iterator[str]:
    """Yield the files of a group: those open, and those below the settings file's folder."""
    if not group.folder:
        every = (document.path for document in workspace.open_documents())
        yield from (path for path in every if group.has(path))
        return
    waiting = [(group.folder, 0)]
    left = _MOST_LISTED
    for folder, depth in waiting:  # grows on the way
        for name in workspace.names_in(folder):
            left -= 1
            path = posixpath.join(folder, name)
            if left <= 0:
                return
            if group.has(path) and may_have_format(path):
                yield path
            if depth < _DEEPEST and name not in PRUNED:
                waiting.append((path, depth + 1))


_DEEPEST = 8
_MOST_LISTED = 20_000  # files and folders
