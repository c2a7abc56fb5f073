"""Where a place is, as the user would write it."""

import posixpath
from collections.abc import Sequence

from portlens.cli.inputs import Input
from portlens.model.socket import Place
from portlens.text.line_index import LineIndex
from portlens.workspace.workspace import Workspace


class Where:
    """Paths as they were asked for, and lines and columns from 1; each text is looked at once."""

    def __init__(self, found: Sequence[Input], workspace: Workspace) -> None:
        self._shown = {one.path: one.shown for one in found}
        self._lines = {one.path: one.document.lines for one in found if one.document}
        self._workspace = workspace

    def __call__(self, place: Place) -> tuple[str, int, int]:
        """Return the path of a place as it is shown, and its line and column."""
        lines = self._lines.get(place.path)
        if lines is None:
            lines = self._lines[place.path] = LineIndex(self._workspace.text(place.path) or "")
        start = lines.position(place.span.start)
        return self.path(place.path), start.line + 1, start.column + 1

    def path(self, path: str) -> str:
        """Return a path as it is shown."""
        if path not in self._shown:
            asked, shown = next(iter(self._shown.items()))
            self._shown[path] = beside(shown, asked, path)
        return self._shown[path]


def beside(shown: str, path: str, other: str) -> str:
    """Return how a file that was not asked for is shown, beside the one at `path` that was."""
    way = posixpath.relpath(other, posixpath.dirname(path))
    return posixpath.normpath(posixpath.join(posixpath.dirname(shown), way))
