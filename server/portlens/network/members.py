"""Which programs share the world with a document."""

from collections.abc import Iterator

from portlens.formats.registry import all_formats
from portlens.network.context import Context
from portlens.programs.named import documents_giving
from portlens.programs.program import Program, program_of, programs_in
from portlens.workspace.document import Document
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
    for program in _on_machine(document, workspace):
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
    return [
        program
        for project in projects
        for program in (
            project,
            *(guest for node in project.topology.nodes for guest in programs_in(node, workspace)),
        )
    ]


def _on_machine(document: Document, workspace: Workspace) -> Iterator[Program]:
    """Yield the programs that read their usual files below the same `etc` folder."""
    root, etc, _ = f"/{document.path}".rpartition("/etc/")
    if not etc:
        return
    root = root[1:]  # the slash that was put before it
    for format_ in all_formats():
        for installed in format_.installed:
            if installed.startswith("/etc/") and not set(installed) & set("*?[{"):
                other = workspace.document(root + installed, format_)
                if other is not None and other.format is format_:
                    yield program_of(other, workspace)
