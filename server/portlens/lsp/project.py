"""The files of the client's folders that some format knows."""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from portlens.lsp.uris import path_of
from portlens.workspace.walk import Excluded, is_left_out, walk

# Who opens `/` or a home folder as a project wants no second spent at each question.
MOST_FOLDERS = 20_000


# Tells the patterns of what is left out in a folder, below a root of the client's.
ExcludedBelow = Callable[[str, str], Sequence[Excluded]]


class Project:
    """Which files there are is found by walking once, and again after `forget`.

    A client that watches files says when that is; for one that does not, `forget` is called
    at every question, since a walk takes some milliseconds only.
    """

    def __init__(self, roots: tuple[str, ...]) -> None:
        self.roots = [path_of(root) for root in roots]
        self._paths: tuple[str, ...] | None = None

    def forget(self) -> None:
        """Look for files anew at the next question."""
        self._paths = None

    def add(self, uri: str) -> None:
        """Take another folder."""
        self.roots.append(path_of(uri))
        self.forget()

    def remove(self, uri: str) -> None:
        """Let go of a folder."""
        self.roots = [root for root in self.roots if root != path_of(uri)]
        self.forget()

    def home(self, path: str) -> str:
        """Return the folder of the client's that holds `path`, else the path's own folder."""
        inside = [root for root in self.roots if path.startswith(root.rstrip("/") + "/")]
        return max(inside, key=len, default=posixpath.dirname(path))

    def holds(self, path: str, excluded: ExcludedBelow) -> bool:
        """Tell whether `path` lies in a folder of the client's, and is not left out there."""
        for root in self.roots:
            folder = root.rstrip("/") + "/"
            if path.startswith(folder):
                inside = path.removeprefix(folder)
                return not is_left_out(folder, inside, lambda above: excluded(above, root))  # noqa: B023
        return False

    def paths(self, excluded: ExcludedBelow) -> tuple[str, ...]:
        """Return the files that may be in a format of ours, each once, sorted within its root."""
        if self._paths is None:
            found: dict[str, None] = {}
            for root in self.roots:
                if "://" not in root:  # else it is a folder that is not on this machine
                    found.update(dict.fromkeys(_files_below(root.rstrip("/"), excluded)))
            self._paths = tuple(found)
        return self._paths


def _files_below(root: str, excluded: ExcludedBelow) -> Iterator[str]:
    """Yield the files below `root`, up to a number of folders that no project has."""
    folders = count(1)

    def on_folder() -> None:
        if next(folders) > MOST_FOLDERS:
            raise _Enough

    try:
        for walked in walk(root or "/", lambda folder: excluded(folder, root), on_folder):
            if walked.unreadable is None:
                yield f"{root}/{walked.path}"
    except _Enough:
        return


class _Enough(Exception):  # noqa: N818 - no error
    """The walk has seen enough."""
