"""The files of one side of a comparison, as `Files`: a commit, or what git sees on the disk."""

import posixpath

from portlens.cli.change.git import LINK, Blobs, Entry
from portlens.text.lazy import Lazy
from portlens.text.phrase import Phrase
from portlens.workspace.files import (
    LINK_LOOP,
    NOT_A_FILE,
    NOT_FOUND,
    DiskFiles,
    Unreadable,
    decode,
    too_large,
)

_MOST_LINKS = 40  # on the way to one file, as on Linux


class CommitFiles:
    """The files of a commit, at the paths that they would have below `folder`.

    Outside of it there is nothing. Links are followed within the commit.
    """

    def __init__(self, folder: str, commit: str, tree: dict[str, Entry], blobs: Blobs) -> None:
        self._prefix = folder.rstrip("/") + "/"
        self._commit = commit
        self._tree = tree
        self._blobs = blobs

    def read(self, path: str) -> str | Unreadable:
        """Return the text of the file in the commit, or why there is none."""
        inside = self._real(path)
        if inside is None:
            return Unreadable(LINK_LOOP)
        entry = self._tree.get(inside)
        if entry is None:
            return Unreadable(NOT_A_FILE if inside in self._folders else NOT_FOUND)
        content = too_large(entry.size) or self._blobs.read(entry.blob)
        if isinstance(content, Unreadable):
            return content
        return Unreadable(LEFT_OUT) if content is None else decode(content)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`, sorted."""
        inside = self._real(folder)
        return tuple(sorted(self._folders.get(inside, ()))) if inside is not None else ()

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`, sorted; None where there is none."""
        inside = self._real(folder)
        if inside not in self._folders:
            return None
        names = sorted(self._folders[inside])
        return tuple(name for name in names if posixpath.join(inside, name) in self._folders)

    def version(self, path: str) -> object:
        """Return the commit with the blob at `path`; None where there is nothing."""
        inside = self._real(path)
        if inside in self._folders:
            return self._commit
        entry = self._tree.get(inside) if inside is not None else None
        return (self._commit, entry.blob) if entry else None

    def is_link(self, path: str) -> bool:
        """Tell whether the commit has a symbolic link at `path` itself."""
        folder, name = posixpath.split(path)
        inside = self._real(folder)
        entry = self._tree.get(posixpath.join(inside, name)) if inside is not None else None
        return entry is not None and entry.mode == LINK

    def real(self, path: str) -> str:
        """Return where the file at `path` lies in the commit, all links followed."""
        inside = self._real(path)
        return path if inside is None else posixpath.join(self._prefix, inside)

    def is_read_only(self, path: str) -> bool:
        """Tell that nothing in a commit may be written."""
        return self.version(path) is not None

    def _real(self, path: str) -> str | None:
        """Return the path below the top, links followed; None outside, or in a circle of links."""
        left = 0
        whole = posixpath.normpath(path)
        while left <= _MOST_LINKS:
            if whole + "/" == self._prefix:
                return ""
            if not whole.startswith(self._prefix):
                return None
            inside = whole.removeprefix(self._prefix)
            link = self._first_link(inside)
            if link is None:
                return inside
            left += 1
            target = self._blobs.read(self._tree[link].blob) or b""
            above = posixpath.join(self._prefix, posixpath.dirname(link))
            rest = inside.removeprefix(link).lstrip("/")
            whole = posixpath.normpath(posixpath.join(above, decode(target), rest))
        return None

    def _first_link(self, inside: str) -> str | None:
        if not self._links:
            return None
        end = inside.find("/")
        while end >= 0:
            if inside[:end] in self._links:
                return inside[:end]
            end = inside.find("/", end + 1)
        return inside if inside in self._links else None

    @Lazy
    def _links(self) -> frozenset[str]:
        return frozenset(path for path, entry in self._tree.items() if entry.mode == LINK)

    @Lazy
    def _folders(self) -> dict[str, set[str]]:
        """The names in each folder; the top has the name by which a repository is known."""
        found: dict[str, set[str]] = {"": {".git"}}
        for path in self._tree:
            below = path
            while True:
                folder, name = posixpath.split(below)
                names = found.setdefault(folder, set())
                if name in names:
                    break
                names.add(name)
                if not folder:
                    break
                below = folder
        return found


class TrackedFiles(DiskFiles):
    """The files on the disk below `folder`, less what git does not see.

    A commit has no `.env` that .gitignore leaves out: if the working tree had one, each variable
    of it would count as a change.
    """

    def __init__(self, folder: str, paths: "list[str]") -> None:
        self._prefix = folder.rstrip("/") + "/"
        self._seen = {self._prefix + path for path in paths}
        self._seen.update(self._prefix + above for path in paths for above in _above(path))

    def read(self, path: str) -> str | Unreadable:
        """Return the file's text, or why there is none."""
        return super().read(path) if self._is_seen(path) else Unreadable(NOT_FOUND)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder` that git sees, and that of the repository itself."""
        names = super().list(folder)
        inside = folder.rstrip("/") + "/"
        if not inside.startswith(self._prefix):
            return ()
        return tuple(name for name in names if name == ".git" or self._is_seen(inside + name))

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder` that git sees."""
        names = super().folders(folder)
        inside = folder.rstrip("/") + "/"
        if names is None or not inside.startswith(self._prefix):
            return None
        return tuple(name for name in names if self._is_seen(inside + name))

    def version(self, path: str) -> object:
        """Return a value that changes with the file; None where git sees none."""
        return super().version(path) if self._is_seen(path) else None

    def _is_seen(self, path: str) -> bool:
        """Tell whether git sees what lies at `path`, or at the end of the links in it."""
        whole = posixpath.normpath(path)
        if whole in self._seen or whole + "/" == self._prefix:
            return True
        return self.real(whole) in self._seen


def _above(path: str) -> "list[str]":
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


LEFT_OUT = Phrase("left out of this clone", "このクローンには含まれていません")
