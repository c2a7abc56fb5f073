"""Following `Include` and `IncludeOptional` to the documents that they name.

Source: httpd's documentation of its core, and `apache2 -t` of 2.4: a relative path counts from
ServerRoot, wildcards are expanded in the order of names, and hidden files match only a dot.
"""

import posixpath
from fnmatch import fnmatchcase

from portlens.formats.registry import format_named
from portlens.programs.given import Container
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.trace import Trace

# Where packages and images keep httpd's files: what a copy of them has below its own folder.
_INSTALLED = regex(
    r"/(?:etc/(?:apache2|httpd)|usr/local/apache2|usr/local/etc/apache2[0-9]|opt/homebrew/etc/httpd"
    r"|srv/www)/"
)
_MAGIC = regex(r"[*?\[]")
# What comes with httpd in its own layout and has no `Listen`; httpd-ssl.conf does.
_HARMLESS = regex(
    r"(?:.*/)?extra/(?:proxy-html|httpd-(?:mpm|autoindex|languages|userdir|info|manual|dav|default"
    r"|multilang-errordoc|vhosts))\.conf"
)
# What Debian and certbot keep beside httpd's files, and no `Listen` stands in: lines that load and
# set up modules. `conf-enabled` is not of these: it is for lines of the administrator's own.
_ELSEWHERE = regex(r"(?:.*/)?(?:mods-enabled/[^/]*|letsencrypt/options-ssl-apache\.conf)")
_MOST_FILES = 2000
_MOST_TEXT = 16 * 1024 * 1024  # code points
_MOST_NAMES = 200_000  # held against wildcards


class Asked:
    """What one configuration asks of the workspace, counted from the main file at `main`.

    `subject`, the document that is judged, stands for the file at its path. With `files` the main
    file is one of a container, where it lies at the path `main`.
    """

    def __init__(
        self, workspace: Trace, subject: Document, main: str, files: Container | None = None
    ) -> None:
        self.workspace = workspace
        self._subject = subject
        self._files_inside = files
        self._files = 0
        self._size = 0
        self._names = 0
        folder, name = posixpath.split(main)
        # Fedora's and the project's own layout have conf/httpd.conf below ServerRoot.
        is_below = name == "httpd.conf" and posixpath.basename(folder) == "conf"
        self.root = posixpath.dirname(folder) if is_below else folder

    def included(self, target: str) -> list[Document] | None:
        """Return the documents that `Include target` means, in httpd's order.

        None where nobody can tell: a file or folder that is not there, or one of another machine,
        unless it is one of those that never have to do with ports.
        """
        found = None if self._has_enough else self._found(target)
        return [] if found is None and _ELSEWHERE.fullmatch(target) else found

    @property
    def _has_enough(self) -> bool:
        is_much = self._files > _MOST_FILES or self._size > _MOST_TEXT
        return is_much or self._names > _MOST_NAMES

    def _found(self, target: str) -> list[Document] | None:
        if self._files_inside is not None:
            return self._inside(target, self._files_inside)
        installed = _INSTALLED.match(target)
        if installed is not None:
            target = target[installed.end() :]
        elif posixpath.isabs(target):
            return None
        pattern = posixpath.normpath(posixpath.join(self.root, target))
        if not _MAGIC.search(target):
            document = self._document(pattern)
            return None if document is None else [document]
        folders = self._folders(posixpath.dirname(target))
        names = [(each, self.workspace.names_in(each or ".")) for each in folders]
        if not any(inside for _, inside in names):
            return None
        self._names += sum(len(inside) for _, inside in names)
        last = posixpath.basename(target)
        paths = [
            posixpath.join(folder, name)
            for folder, inside in names
            for name in inside
            if _matches(name, last)
        ]
        return [found for path in paths if (found := self._document(path)) is not None]

    def _inside(self, target: str, files: Container) -> list[Document] | None:
        """Return what the project gives the container of it; None where the image may have more."""
        pattern = posixpath.normpath(posixpath.join(self.root, target))
        if not _MAGIC.search(pattern):
            path = files.path_of(pattern)
            document = self._document(path) if path else None
            if document is None:
                return [] if _HARMLESS.fullmatch(pattern) else None
            return [document]
        paths = files.matching(pattern, self.workspace.names_in)
        if not files.is_whole(posixpath.dirname(pattern)) and not paths:
            return None
        return [found for path in paths if (found := self._document(path)) is not None]

    def _folders(self, target: str) -> list[str]:
        """Return the folders that a path with wildcards means."""
        found = [self.root]
        for part in filter(None, target.split("/")):
            if not _MAGIC.search(part):
                found = [posixpath.normpath(posixpath.join(folder, part)) for folder in found]
                continue
            found = [
                posixpath.join(folder, name)
                for folder in found
                for name in self.workspace.names_in(folder or ".")
                if _matches(name, part)
            ]
        return found[:_MOST_FILES]

    def _document(self, path: str) -> Document | None:
        """Return the document at `path`: the subject itself, where a link leads to it."""
        workspace = self.workspace
        near = self.root if self._files_inside is None else posixpath.dirname(self._subject.path)
        if path != self._subject.path and not workspace.may_read(path, near):
            return None
        if workspace.leads_to_subject(path, path):
            document: Document | None = self._subject
        else:
            document = workspace.document(path, format_named("apache"))
        if document is None or document.format.id != "apache":
            return None
        self._files += 1
        self._size += len(document.text)
        return None if self._has_enough else document


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) and (name[:1] != "." or pattern[:1] == ".")
