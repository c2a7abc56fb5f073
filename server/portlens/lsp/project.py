"""The files of the client's folders that some format knows."""

import posixpath
from collections.abc import Iterator

from portlens.lsp.uris import path_of
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.walk import Excluded, walk
from portlens.workspace.workspace import Workspace


class Project:
    """Which files there are is found by walking once, and again after `forget`.

    A client that watches files says when that is; for one that does not, `forget` is called
    at every question, since a walk takes some milliseconds only.
    """

    def __init__(self, roots: tuple[str, ...], workspace: Workspace) -> None:
        self.roots = [path_of(root) for root in roots]
        self._workspace = workspace
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

    def paths(self, settings: Settings) -> tuple[str, ...]:
        """Return the files that may be in a format of ours, each once, sorted within its root."""
        if self._paths is None:
            found: dict[str, None] = {}
            for root in self.roots:
                if "://" in root:
                    continue  # a folder that is not on this machine
                for walked in walk(root, Excluded(settings.exclude, root)):
                    if walked.unreadable is None:
                        found[f"{root.rstrip('/')}/{walked.path}"] = None
            self._paths = tuple(found)
        return self._paths

    def documents(self, settings: Settings, also: tuple[str, ...] = ()) -> Iterator[Document]:
        """Yield every document of the folders, and those at the paths `also`."""
        for path in dict.fromkeys((*also, *self.paths(settings))):
            document = self._workspace.document(path)
            if document is not None:
                yield document
