"""The Compose files that a devcontainer.json has loaded together, as by `-f base -f more`.

Source: the Dev Containers command line, which hands `dockerComposeFile` to Compose in its order.
"""

import posixpath
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from portlens.formats.devcontainer.configuration import Configuration
from portlens.formats.registry import format_named
from portlens.programs.compose.sources import beside
from portlens.text.pause import pausing
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

_NAME = "devcontainer.json"
_MOST_CHOICES = 64  # names in the folder of development containers
_Files = tuple[tuple[str, ...], frozenset[str]]
_ALONE: _Files = (), frozenset()


def loaded_with(workspace: Workspace, path: str) -> _Files:
    """Return the files that the one at `path`, in a folder `.devcontainer`, is loaded with.

    With them comes which of them do not exist. None where no devcontainer.json of that folder
    names it, or two name others with it.
    """
    folder = path[: path.rindex("/.devcontainer/")] + "/.devcontainer"
    near = posixpath.dirname(path)
    make = partial(_by_path, folder, near)
    return _BY_PATH.value(workspace, (folder, near), make).get(path, _ALONE)


_BY_PATH: Memo[Mapping[str, _Files]] = Memo(16)


def _by_path(folder: str, near: str, workspace: Trace) -> Mapping[str, _Files]:
    found: dict[str, _Files] = {}
    named = dict.fromkeys(_named(folder, near, workspace))
    for files in named:
        missing = frozenset(
            path for path in pausing(files) if len(files) > 1 and workspace.version(path) is None
        )
        for path in files:
            found[path] = _ALONE if path in found else (files, missing)
    return found


def _named(folder: str, near: str, workspace: Trace) -> Iterator[tuple[str, ...]]:
    format_ = format_named("devcontainer")
    inside = islice(workspace.names_in(folder), _MOST_CHOICES)
    for candidate in (_NAME, *(posixpath.join(name, _NAME) for name in inside)):
        path = posixpath.join(folder, candidate)
        document = workspace.document(path, format_) if workspace.may_read(path, near) else None
        tree = document.reading.tree if document is not None else None
        if document is not None and isinstance(tree, Configuration) and not tree.has_more_files:
            files = (beside(document.path, name) for name in pausing(tree.files))
            yield tuple(dict.fromkeys(files))
