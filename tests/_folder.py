"""A folder of files in memory, for tests of what looks at several of them."""

import posixpath

from portlens.workspace.files import NOT_FOUND, Unreadable


class MemoryFiles:
    """Files by path; the same questions as the disk answers."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def read(self, path: str) -> str | Unreadable:
        return self.texts.get(posixpath.normpath(path), Unreadable(NOT_FOUND))

    def list(self, folder: str) -> tuple[str, ...]:
        start = posixpath.normpath(folder).rstrip("/") + "/"
        inside = (path.removeprefix(start) for path in self.texts if path.startswith(start))
        return tuple(sorted({path.partition("/")[0] for path in inside}))

    def version(self, path: str) -> object:
        return self.texts.get(posixpath.normpath(path))
