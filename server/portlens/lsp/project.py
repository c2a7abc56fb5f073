"""The files of the client's folders that some format knows."""

import posixpath
from collections.abc import Callable, Sequence
from itertools import islice

from portlens.workspace.steps import Steps, finish
from portlens.workspace.uris import path_of
from portlens.workspace.walk import Excluded, is_left_out, walk_folders

# Who opens `/` or a home folder as a project wants no second spent at each question.
MOST_FOLDERS = 20_000


# Tells the patterns of what is left out in a folder, below a root of the client's.
ExcludedBelow = Callable[[str, str], Sequence[Excluded]]


class Project:
    """Which files there are is found by walking once, and again after `forget`.

    A client that watches files says when that is; for one that does not, `forget` is called
    at every question about all files.
    """

    def __init__(self, roots: tuple[str, ...]) -> None:
        self.roots = [path_of(root) for root in roots]
        self._paths: tuple[str, ...] | None = None
        self._generation = 0  # how often what was found was let go of

    def forget(self) -> None:
        """Look for files anew at the next question."""
        self._paths = None
        self._generation += 1

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
        return finish(self.walking(excluded))

    def walking(self, excluded: ExcludedBelow) -> Steps[tuple[str, ...]]:
        """Do the same in steps: one for each folder that is not known yet."""
        found: dict[str, None] = {}
        while self._paths is None:
            generation = self._generation
            found.clear()
            for root in self.roots:
                below = yield from _files_below(root.rstrip("/"), excluded, self.roots)
                found.update(dict.fromkeys(below))
            if generation == self._generation:
                self._paths = tuple(found)
        return self._paths


def _files_below(root: str, excluded: ExcludedBelow, roots: Sequence[str]) -> Steps[list[str]]:
    """Return the files below `root`, up to a number of folders that no project has."""
    found: list[str] = []
    folders = walk_folders(root or "/", lambda folder: excluded(folder, root), roots)
    for files in islice(folders, MOST_FOLDERS):
        found += (f"{root}/{each.path}" for each in files if each.unreadable is None)
        yield
    return found
