"""Which programs share the world with a document."""

import posixpath
from collections.abc import Iterator, Sequence
from operator import is_

from portlens.formats.registry import may_have_format
from portlens.network.context import Context
from portlens.network.root import is_machine
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


def members(document: Document, context: Context) -> Sequence[Program]:
    """Return the programs whose port spaces, or whose machine, are those of `document`.

    A file that is given to containers configures these, and no program of its own beside them.
    Those of a machine are the same ones, in the same order, for each of its files.
    """
    workspace = context.workspace
    own = program_of(document, workspace)
    projects = [own] if own.nodes else _projects(document, workspace)
    found = _with_guests(projects, workspace)
    if not any(document.path in program.documents for program in found):
        found = [own, *found]
    machine = _machine_of(own, document, workspace)
    group = [*_in_group(own, document, context)]
    if machine is not None and machine.is_one_of(own, found) and not group:
        return machine.programs
    seen = {tuple(program.documents) for program in found}
    for program in (*(machine.programs if machine is not None else ()), *group):
        if tuple(program.documents) not in seen:
            seen.add(tuple(program.documents))
            found.append(program)
    return tuple(found)


def _projects(document: Document, workspace: Workspace) -> list[Program]:
    """Return the projects that give the file to a container.

    One that another includes runs within that. One of which others take parts runs nowhere, as long
    as any of these gives the file.
    """
    found: dict[tuple[str, ...], Program] = {}
    for giving in documents_giving(document.path, workspace):
        program = program_of(giving, workspace)
        around = program.facts.included_by
        program = program_of(around, workspace) if around is not None else program
        found.setdefault(tuple(program.documents), program)
    every = list(found.values())
    return [program for program in every if not program.facts.is_lent] or every


def _with_guests(projects: list[Program], workspace: Workspace) -> list[Program]:
    return [program for project in projects for program in (project, *_guests(project, workspace))]


def _guests(project: Program, workspace: Workspace) -> list[Program]:
    """Return the programs that run in the containers of a project, and those that join it."""

    def find(trace: Workspace) -> list[Program]:
        nodes = pausing(project.nodes)
        running = (guest for node in nodes for guest in programs_in(node, trace))
        return [*running, *programs_joining(project, trace)]

    return _GUESTS.value(workspace, project.first_path, find, parts=(project,))


_GUESTS: Memo[list[Program]] = Memo(64)  # as many as there are projects


class _Machine:
    """The programs that read their usual files below one `etc` folder, each once."""

    def __init__(self, programs: Iterator[Program]) -> None:
        # One may read several usual files: Debian's httpd has ports.conf by an include.
        found: dict[tuple[str, ...], Program] = {}
        for program in pausing(programs):
            found.setdefault(tuple(program.documents), program)
        self.programs = tuple(found.values())
        self._by_file: dict[str, list[Program]] = {}
        for program in pausing(self.programs):
            for path in pausing(program.documents):
                self._by_file.setdefault(path, []).append(program)

    def has(self, own: Program) -> bool:
        """Tell whether one of the programs reads the same files as `own`."""
        beside = self._by_file.get(own.first_path, ())
        return any(tuple(each.documents) == tuple(own.documents) for each in beside)

    def is_one_of(self, own: Program, found: Sequence[Program]) -> bool:
        """Tell whether `own`, which is all that was `found`, is one of the programs itself."""
        beside = self._by_file.get(own.first_path, ())
        if len(found) != 1 or len(beside) != 1:
            return False
        there = beside[0]
        return there is own or (
            len(there.documents) == len(own.documents)
            and all(map(is_, there.documents.values(), own.documents.values()))
        )


def _machine_of(own: Program, document: Document, workspace: Workspace) -> _Machine | None:
    """Return the machine that `own` runs on, where its files say so.

    A copy beside such a file, or a site that nobody includes, is read by none of its programs. What
    a container is given is read there.
    """
    root, etc, _ = f"/{document.path}".rpartition("/etc/")
    if not etc:
        return None
    root = root[1:]  # the slash that was put before it

    def find(trace: Workspace) -> _Machine:
        return _Machine(programs_at(root, trace) if is_machine(root, trace) else iter(()))

    machine = _MACHINES.value(workspace, root, find)
    return machine if machine.has(own) else None


_MACHINES: Memo[_Machine] = Memo(16)


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
        yield from _with_guests([program], workspace) if program.nodes else (program,)


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
