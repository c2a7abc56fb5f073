"""Following `Include` and `IncludeOptional` to the documents that they name.

Source: httpd's documentation of its core, and `apache2 -t` of 2.4: a relative path counts from
ServerRoot, wildcards are expanded in the order of names, and hidden files match only a dot.
"""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from portlens.formats.registry import format_named
from portlens.programs.apache.envvars import NAME, variables_of
from portlens.programs.given import Container
from portlens.text.named_tuple import NamedTuple
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
# Debian's own links in `conf-enabled`; a copy of the folder may lack what they lead to.
_DEBIANS = regex(
    r"(?:.*/)?conf-enabled/(?:charset|localized-error-pages|other-vhosts-access-log|security"
    r"|serve-cgi-bin|javascript-common)\.conf"
)
_DEEPEST = 20  # folders in each other: AP_MAX_INCLUDE_DIR_DEPTH
_MOST_FILES = 2000
_MOST_TEXT = 16 * 1024 * 1024  # code points
_MOST_NAMES = 200_000  # held against wildcards


class Included(NamedTuple):
    """The documents that an include means; `is_all`: httpd reads no others there.

    `are_modules`: they are all that Debian's folder of enabled modules has to load.
    """

    documents: Sequence[Document]
    is_all: bool
    are_modules: bool = False


NOTHING = Included((), is_all=False)


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
        self._name = name
        # Fedora's and the project's own layout have conf/httpd.conf below ServerRoot.
        is_below = name == "httpd.conf" and posixpath.basename(folder) == "conf"
        self.root = posixpath.dirname(folder) if is_below else folder

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that a script beside Debian's main file gives httpd."""
        path = posixpath.join(self.root, NAME)
        is_debians = self._files_inside is None and self._name == "apache2.conf"
        text = self.workspace.text(path) if is_debians and self._may_read(path) else None
        return variables_of(text) if text is not None else {}

    def included(self, target: str) -> Included:
        """Return the documents that `Include target` means, in httpd's order.

        Those that never have to do with ports are no loss, wherever they are.
        """
        found = NOTHING if self._has_enough else self._found(target)
        if not _ELSEWHERE.fullmatch(target):
            return found
        is_seen = found.is_all and self._files_inside is None
        are_modules = is_seen and target.endswith("mods-enabled/*.load")
        return found._replace(is_all=True, are_modules=are_modules)

    @property
    def _has_enough(self) -> bool:
        is_much = self._files > _MOST_FILES or self._size > _MOST_TEXT
        return is_much or self._names > _MOST_NAMES

    def _found(self, target: str) -> Included:
        if self._files_inside is not None:
            return self._inside(target, self._files_inside)
        installed = _INSTALLED.match(target)
        if installed is not None:
            target = target[installed.end() :]
        elif posixpath.isabs(target):
            return NOTHING
        target = target.rstrip("/")
        if not _MAGIC.search(target):
            return self._read([posixpath.normpath(posixpath.join(self.root, target))])
        folders = self._folders(posixpath.dirname(target))
        names = [(each, self.workspace.names_in(each or ".")) for each in folders]
        if not any(inside for _, inside in names):
            return NOTHING
        self._names += sum(len(inside) for _, inside in names)
        last = posixpath.basename(target)
        return self._read(
            posixpath.join(folder, name)
            for folder, inside in names
            for name in inside
            if _matches(name, last)
        )

    def _read(self, paths: Iterable[str], depth: int = 0) -> Included:
        """Return the documents at the paths, and of folders those in them, hidden ones too.

        A link may lead to what is not here.
        """
        found: list[Document] = []
        is_all = True
        for path in paths:
            document = self._document(path)
            is_folder = document is None and depth < _DEEPEST and self._may_read(path)
            names = self.workspace.names_in(path) if is_folder else ()
            if document is not None:
                found.append(document)
            elif names:
                self._names += len(names)
                inner = self._read((posixpath.join(path, name) for name in names), depth + 1)
                found += inner.documents
                is_all = is_all and inner.is_all
            else:
                is_all = is_all and _DEBIANS.fullmatch(path) is not None
            if self._has_enough:
                return Included(found, is_all=False)
        return Included(found, is_all)

    def _inside(self, target: str, files: Container) -> Included:
        """Return what the project gives the container of it; the image may have more."""
        pattern = posixpath.normpath(posixpath.join(self.root, target))
        if not _MAGIC.search(pattern):
            path = files.path_of(pattern)
            document = self._document(path) if path else None
            if document is None:
                return Included([], _HARMLESS.fullmatch(pattern) is not None)
            return Included([document], is_all=True)
        paths = files.matching(pattern, self.workspace.names_in)
        if not files.is_whole(posixpath.dirname(pattern)) and not paths:
            return NOTHING
        found = [found for path in paths if (found := self._document(path)) is not None]
        return Included(found, is_all=True)

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
        self._files += 1
        if path != self._subject.path and not self._may_read(path):
            return None
        # By its own name the subject is read as any other file. A look for a way to it would tie
        # what is made to this subject, and it serves all of its files: one walk for a thousand.
        if path != self._subject.path and workspace.leads_to_subject(path, path):
            document: Document | None = self._subject
        else:
            document = workspace.document(path, format_named("apache"))
        if document is None or document.format.id != "apache":
            return None
        self._size += len(document.text)
        return None if self._has_enough else document

    def _may_read(self, path: str) -> bool:
        near = self.root if self._files_inside is None else posixpath.dirname(self._subject.path)
        return self.workspace.may_read(path, near)


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) and (name[:1] != "." or pattern[:1] == ".")
