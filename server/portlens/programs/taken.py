"""Which files of the project containers get, or may get, as the files nearby tell.

`programs/named` knows what is certain: which file a container has at which path. Here all counts
that may be so, with variables and without a container's path, for rules that stay silent then.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from portlens import programs
from portlens.formats._interpolation import UNKNOWN
from portlens.formats._modules import module_below
from portlens.programs.named import near
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

Taken = tuple[str, ...]  # files and folders of one container; UNKNOWN stands for what is not known


def picked_in(folder: str, workspace: Workspace) -> Mapping[str, frozenset[str]] | None:
    """Return which files of a folder containers pick one by one, each with those picked beside it.

    Without those of a container for which a variable decides. None where nobody picks any, or one
    gets the folder as a whole.
    """

    def find(trace: Workspace) -> Mapping[str, frozenset[str]] | None:
        found: dict[str, frozenset[str]] = {}
        is_picked = False
        for taken in _around(posixpath.join(folder, "file"), trace):
            if folder in taken:
                return None
            picks = [path for path in taken if posixpath.dirname(path) == folder]
            is_picked |= bool(picks)
            together = frozenset(picks)
            for path in picks if not any(UNKNOWN in path for path in picks) else ():
                found.setdefault(path, together)
        return found if is_picked else None

    return _PICKED.value(workspace, folder, find)


_PICKED: Memo[Mapping[str, frozenset[str]] | None] = Memo(64)


def is_taken_from(folder: str, workspace: Workspace) -> bool:
    """Tell whether a container gets, or may get, what lies below a folder, or all of it."""
    return any(
        _is_below(path, folder) or _is_below(folder, path.partition(UNKNOWN)[0])
        for taken in _around(posixpath.join(folder, "file"), workspace)
        for path in taken
    )


def _around(path: str, workspace: Workspace) -> Iterator[Taken]:
    for candidate in near(path, workspace):
        document = workspace.document(candidate)
        if document is not None:
            yield from _taken(document, workspace)


def _taken(document: Document, workspace: Workspace) -> Sequence[Taken]:
    module = _module(document.format.folder)
    if module is None:
        return ()
    subject = document.source

    def find(trace: Workspace) -> Sequence[Taken]:
        found: Iterator[Taken] = module.files_taken(subject, trace)
        return tuple(found)

    return _TAKEN.value(workspace, subject.path, find, subject=subject)


_TAKEN: Memo[Sequence[Taken]] = Memo(256)


def _module(folder: str) -> ModuleType | None:
    """Return the module `taken` of a program, whose `files_taken` yields `Taken` of a document."""
    return module_below(programs.__name__, folder, "taken")


def _is_below(path: str, folder: str) -> bool:
    """Tell whether `path` is the folder, or something in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
