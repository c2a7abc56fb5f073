"""The files that a Compose project is made of."""

import posixpath

from portlens.formats.registry import format_named
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# A project of more files than this is no project; the limit keeps a loop of links short.
MOST_FILES = 200


class Sources:
    """What a project reads.

    `subject` is the document being judged: it stands for the file at its path.
    """

    def __init__(self, workspace: Workspace, subject: Document) -> None:
        self.subject = subject
        self._workspace = workspace
        self._asked: set[str] = set()  # paths

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`, sorted."""
        return self._workspace.names_in(folder)

    def exists(self, path: str) -> bool:
        """Tell whether there is a file at `path`."""
        self._asked.add(path)
        return path == self.subject.path or self._workspace.version(path) is not None

    def document(self, path: str) -> Document | None:
        """Return the Compose file at `path`, if it can be read."""
        if not self.exists(path) or self.why_unread(path):
            return None
        if path == self.subject.path:
            return self.subject
        return self._workspace.document(path, format_named("compose"))

    def loaded_together(self, path: str) -> tuple[str, ...]:
        """Return the files that a devcontainer.json has loaded with that at `path`, if all exist.

        None where no devcontainer.json of its folder names several with it, or two name others.
        """
        from portlens.programs.compose.devcontainers import loaded_with

        files, missing = loaded_with(self._workspace, path)
        if len(files) < 2 or not missing <= {self.subject.path}:
            return ()
        self._asked.update(files)
        return files

    def text(self, path: str) -> str | None:
        """Return the text of the file at `path`, if it can be read."""
        if not self.exists(path) or self.why_unread(path):
            return None
        return self._workspace.text(path)

    def why_unread(self, path: str) -> str:
        """Return why a file that is there is not read: `outside` or `too-many`; else nothing."""
        if path == self.subject.path or not self.exists(path):
            return ""
        if not self._may_read(path):
            return "outside"
        return "too-many" if self.skips(path) else ""

    def skips(self, path: str) -> bool:
        """Tell whether so many files were asked for that this one is not read any more."""
        return len(self._asked) > MOST_FILES and path != self.subject.path

    def _may_read(self, path: str) -> bool:
        return self._workspace.may_read(path, posixpath.dirname(self.subject.path))


def beside(path: str, name: str) -> str:
    """Return the path of the file that `name` means to a file at `path`."""
    return joined(posixpath.dirname(path), name)


def joined(folder: str, name: str) -> str:
    """Return the path that `name` means below `folder`."""
    return posixpath.normpath(posixpath.join(folder, name))
