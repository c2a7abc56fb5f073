"""The edits of one file that several paths lead to, by symbolic links, made once."""

from collections.abc import Iterable

from portlens.model.socket import Place
from portlens.text.edit import Edit
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


class RealFiles:
    """One path for each file: that of `document`, or of another open one, else the real one."""

    def __init__(self, document: Document, workspace: Workspace) -> None:
        self._workspace = workspace
        opened = (document, *workspace.open_documents())
        self._paths: dict[str, str] = {}  # of open files, by where they really lie
        for one in opened:
            self._paths.setdefault(workspace.real(one.path), one.path)

    def edits(self, edits: Iterable[Edit], own: str) -> tuple[Edit, ...]:
        """Return the edits, each once and with a path: `own` where they have none."""
        found = (edit._replace(path=self._path(edit.path or own)) for edit in edits)
        return tuple(dict.fromkeys(found))

    def places(self, places: Iterable[Place]) -> list[Place]:
        """Return the places, each once."""
        return list(dict.fromkeys(one._replace(path=self._path(one.path)) for one in places))

    def _path(self, path: str) -> str:
        """Return the one path of the file; `path` itself where the other has another text.

        Both may be open, and what was typed into one is not in the other.
        """
        real = self._workspace.real(path)
        chosen = self._paths.get(real, real)
        if chosen == path or self._workspace.text(chosen) != self._workspace.text(path):
            return path
        return chosen
