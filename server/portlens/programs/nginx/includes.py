"""Following `include` to the documents it names."""

import posixpath
from collections.abc import Collection
from fnmatch import fnmatchcase

from portlens.formats.nginx.syntax import Tree
from portlens.formats.registry import format_named
from portlens.programs.given import Container
from portlens.programs.named import container_of, containers_of
from portlens.programs.nginx.filled import filled_in, is_filled_in
from portlens.programs.nginx.installed import INSTALLED, meant
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.trace import Trace

# Files that come with nginx and hold neither servers nor upstreams.
HARMLESS = regex(
    r"(?:^|/)(?:mime\.types|[a-z]+_params|[a-z]*proxy\.conf|fastcgi(?:-php)?\.conf|koi-\w+|win-utf"
    r"|modules-enabled/[^/]*)$"
)


_MAGIC = regex(r"[*?\[]")

# Where the image's own main file finds its parts, or they are made from: below its folder.
_OF_PARTS = regex(r"/(?:conf\.d|templates)$")

# No real configuration comes near. Files that include each other again and again would.
MOST_FILES = 2000
MOST_TEXT = 16 * 1024 * 1024  # code points


class Inside(NamedTuple):
    """A container whose nginx is asked for: nothing but its own files counts there.

    `owned` are those of the image that the project leaves in their place; it has no others.
    None: nobody knows.
    """

    files: Container
    owned: Collection[str] | None

    def is_whole(self, folder: str) -> bool:
        """Tell whether all that lies in `folder` is the project's."""
        if self.files.is_whole(folder):
            return True
        return self.owned is not None and not any(
            posixpath.dirname(path) == folder for path in self.owned
        )


class Asked:
    """What one configuration asks of the workspace, and how much it has included so far.

    `subject`, the document being judged, stands for the file at its path, even where
    the disk holds an older text.
    """

    def __init__(self, workspace: Trace, subject: Document, inside: Inside | None = None) -> None:
        self.workspace = workspace
        self.inside = inside
        self.files = 0
        self.size = 0
        self.is_partial = False
        self._documents: dict[str, Document | None] = {}
        self._places: dict[str, str] = {}  # of folders, which may be links
        self._main = ""  # the main file
        self._container: tuple[str, Container | None] | None = None  # of the main file
        self.unread = ""  # why a file that is there was not read: "outside" or "too-many"
        self._subject = subject

    def document(self, path: str) -> Document | None:
        """Return the nginx document at `path`."""
        if path == self._subject.path:
            subject = self.workspace.document(path)
            return subject and self.filled(subject)
        if path not in self._documents:
            place = self._place(path)
            if not self._may_read(place):
                return None
            self._documents[path] = self._read(path, place)
        return self._documents[path]

    def included(self, path: str) -> Document | None:
        """Return the document at `path` if one more may be included."""
        document = self.document(path)
        if document is None:
            return None
        self.files += 1
        self.size += len(document.text)
        if self.files > MOST_FILES or self.size > MOST_TEXT:
            self.unread = "too-many"
            return None
        return document

    def is_of_this_machine(self, path: str) -> bool:
        """Tell whether an absolute `path` means a file of this machine, and it has that file."""
        is_installed = INSTALLED.match(self._main) is not None
        return is_installed and self.workspace.version(path) is not None

    def _may_read(self, path: str) -> bool:
        if self.workspace.may_read(path, posixpath.dirname(self._main)):
            return True
        if self.workspace.version(path) is not None:
            self.unread = "outside"
        return False

    def is_nginx(self, path: str) -> bool:
        """Tell whether the file at `path` is nginx's by what it says itself."""
        found = self.workspace.document(path)
        return found is not None and found.format.id == "nginx"

    def begin(self, main: str) -> None:
        """Count the included files from nothing again: the main file at `main` is tried."""
        self.files = self.size = 0
        self.is_partial = False
        self._main = main

    def container(self, path: str) -> Container | None:
        """Return the container that the file at `path` is given to."""
        return self.workspace.ask(container_of, path)

    def in_container(self, target: str) -> list[Document] | None:
        """Return what `include target` means in the container of the main file.

        `is_partial` tells afterwards that the image has files of its own there.
        """
        if self.inside is not None:
            container: Container | None = self.inside.files
        else:
            if self._container is None or self._container[0] != self._main:
                self._container = self._main, self.container(self._main)
            container = self._container[1]
        if container is None:
            return None
        folder = _OF_PARTS.sub("", posixpath.dirname(container.inside_of(self._main)))
        pattern = posixpath.normpath(posixpath.join(folder, target))
        if not _MAGIC.search(pattern):
            path = container.path_of(pattern)
            document = self.included(path) if path else None
            return [document] if document is not None else None
        found = container.matching(pattern, self.names_in)
        self.is_partial = not (self.inside or container).is_whole(posixpath.dirname(pattern))
        if self.is_partial and not found:
            return None
        return [document for path in found if (document := self.included(path)) is not None]

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, sorted."""
        return self.workspace.names_in(self._place_of_folder(folder) or ".")

    def has_folder(self, folder: str) -> bool:
        """Tell whether there is a folder, be it an empty one."""
        place = self._place_of_folder(folder) or "."
        return bool(self.workspace.names_in(place)) or self.workspace.version(place) is not None

    def filled(self, document: Document) -> Document:
        """Return a template as the containers that are asked for fill it in."""
        if not is_filled_in(document):
            return document
        if self.inside is not None:
            return filled_in(document, (self.inside.files,))
        return filled_in(document, self.workspace.ask(containers_of, document.path))

    def _place(self, path: str) -> str:
        """Return where the file at `path` is to be read; a link may lead into a copy."""
        folder, name = posixpath.split(path)
        there = self._place_of_folder(folder)
        return meant(path if there == folder else posixpath.join(there, name), self.workspace)

    def _place_of_folder(self, folder: str) -> str:
        if folder not in self._places:
            self._places[folder] = meant(folder, self.workspace) if folder else folder
        return self._places[folder]

    def _read(self, path: str, place: str) -> Document | None:
        """Return the document at `path`: the subject itself, where a link leads to it.

        Debian enables a site by a link in `sites-enabled` to the file that is edited.
        """
        workspace = self.workspace
        if workspace.leads_to_subject(path, place):
            return self._subject
        is_linked = path != self._main and workspace.is_link(place)
        if is_linked and workspace.real(place) == workspace.real(self._main):
            return self.document(self._main)
        found = self.workspace.document(place, format_named("nginx"))
        is_nginx = found is not None and isinstance(found.reading.tree, Tree)
        return self.filled(found) if found is not None and is_nginx else None


def included(target: str, folder: str, asked: Asked) -> list[Document] | None:
    """Return the documents that `include target` means, in nginx's order, or None.

    None where nobody can tell: a file that is not there, a folder that is not there, a path
    with a variable, or one outside of the main file's `folder`, which another machine has.
    What lies beside an installed `nginx.conf` is looked for beside the main file, wherever a
    checkout has it, and then where the project gives it to the main file's container.
    """
    asked.is_partial = False
    asked.unread = ""
    if "$" in target or "{" in target or "<" in target or not target:
        return None
    found = None if asked.inside is not None else _beside(target, folder, asked)
    return asked.in_container(target) if found is None else found


def _beside(target: str, folder: str, asked: Asked) -> list[Document] | None:
    path = posixpath.normpath(posixpath.join(folder, target))
    inside = posixpath.normpath(folder) + "/" if folder else ""
    if posixpath.isabs(target) and not (inside and path.startswith(inside)):
        installed = INSTALLED.match(path)
        if installed is None:
            if not _MAGIC.search(path) and asked.is_of_this_machine(path):
                asked.unread = "outside"
            return None
        path = posixpath.join(folder, path[installed.end() :])
    if not _MAGIC.search(target):
        document = asked.included(path)
        return [document] if document is not None else None
    return _matching(path, asked)


def _matching(pattern: str, asked: Asked) -> list[Document] | None:
    """Return the documents whose paths match as in glob(3): sorted, hidden files only if named."""
    magic = _MAGIC.search(pattern)
    # What stands before the first wildcard stays as it is written: a share's path, or one of an
    # editor's own file system, begins with two slashes.
    start = posixpath.dirname(pattern[: magic.start()] if magic else pattern)
    *parts, last = pattern[len(start) :].lstrip("/").split("/")
    folders = [start]
    for part in parts:
        if not _MAGIC.search(part):
            folders = [posixpath.join(folder, part) for folder in folders]
        else:
            folders = [
                posixpath.join(folder, name)
                for folder in folders
                for name in _names_like(part, asked.names_in(folder))
            ]
    if not any(asked.has_folder(folder) for folder in folders):
        return None
    found = []
    for folder in folders:
        for name in _names_like(last, asked.names_in(folder)):
            document = asked.included(posixpath.join(folder, name))
            if document is not None:
                found.append(document)
    return found


def _names_like(pattern: str, names: tuple[str, ...]) -> list[str]:
    return [
        name
        for name in names
        if fnmatchcase(name, pattern) and (name[:1] != "." or pattern[:1] == ".")
    ]
