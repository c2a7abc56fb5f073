"""A folder of files in memory, for tests of what looks at several of them."""

import posixpath

from portlens.workspace.files import NOT_FOUND, Unreadable


class MemoryFiles:
    """Files by path; the same questions as the disk answers."""

    def __init__(self, texts: dict[str, str], links: dict[str, str] | None = None) -> None:
        self.texts = texts
        self.links = links or {}  # to files, by path
        self.read_only: set[str] = set()

    def read(self, path: str) -> str | Unreadable:
        return self.texts.get(self.real(path), Unreadable(NOT_FOUND))

    def list(self, folder: str) -> tuple[str, ...]:
        start = posixpath.normpath(folder).rstrip("/") + "/"
        every = (*self.texts, *self.links)
        inside = (path.removeprefix(start) for path in every if path.startswith(start))
        return tuple(sorted({path.partition("/")[0] for path in inside}))

    def folders(self, folder: str) -> tuple[str, ...] | None:
        start = posixpath.normpath(folder).rstrip("/") + "/"
        every = (*self.texts, *self.links)
        inside = (path.removeprefix(start) for path in every if path.startswith(start))
        return tuple(sorted({path.partition("/")[0] for path in inside if "/" in path}))

    def version(self, path: str) -> object:
        return self.texts.get(self.real(path))

    def is_link(self, path: str) -> bool:
        return posixpath.normpath(path) in self.links

    def is_read_only(self, path: str) -> bool:
        return path in self.read_only

    def real(self, path: str) -> str:
        path = posixpath.normpath(path)
        return self.links.get(path, path)
