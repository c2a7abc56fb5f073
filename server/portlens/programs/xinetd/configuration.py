"""The configuration of xinetd that a document is, or is a part of.

Source: xinetd 2.3.15.3, parse_conf_file() and handle_includedir(), tried with such files: an
included file is read in the place of its line, and those of a folder in the order of their names,
without those that have a dot in their name or a tilde at its end.
"""

import posixpath
from collections.abc import Iterator
from functools import partial

from portlens.formats.registry import format_named
from portlens.formats.xinetd.entry import Broken, Include, Section
from portlens.formats.xinetd.taken import Complaint, Taken, taken_of
from portlens.programs.facts import LeftOut
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

_MAIN = "xinetd.conf"
_FOLDER = "xinetd.d"
_MOST_FILES = 1_000  # a bound for the editor's sake; xinetd has none
_DEEPEST = 50  # files that include one another; xinetd goes on until its stack is full


class Loaded(NamedTuple):
    """A service, the file that it stands in, and what xinetd takes of it."""

    document: Document
    section: Section
    taken: Taken


class Missed(NamedTuple):
    """An include that is not followed: it leads `outside`, or there are `too-many`."""

    document: Document
    span: Span
    reason: str


class Configuration:
    """A main file and all that it includes, or a file of `xinetd.d` that stands for itself.

    `services` are in the order in which xinetd reads them. `problems` are those of lines that
    belong to no service. `is_whole`: no include is left out.
    """

    def __init__(self, main: Document, *, is_main: bool) -> None:
        self.main = main
        self.is_main = is_main
        self.is_whole = True
        self.left_out_by: LeftOut | None = None
        self.documents: dict[str, Document] = {}
        self.services: list[Loaded] = []
        self.defaults = Taken(is_defaults=True)
        self.problems: list[tuple[Document, Complaint]] = []
        self.missed: list[Missed] = []


def configuration(document: Document, workspace: Workspace) -> Configuration:
    """Return the configuration that `document` is part of.

    A file belongs to the main file in its own folder or the one above that includes it.
    """
    subject = document.source
    return _CHOSEN.value(workspace, subject.path, partial(_chosen, subject), subject=subject)


_CHOSEN: Memo[Configuration] = Memo(64)
_WITH_MAIN: Memo[Configuration | None] = Memo(32)


def _chosen(document: Document, workspace: Trace) -> Configuration:
    folder, name = posixpath.split(document.path)
    if name.startswith(_MAIN):
        return _walked(document, document, workspace, is_main=True)
    left_out_by = None
    for place in dict.fromkeys((folder, posixpath.dirname(folder))):
        path = posixpath.join(place, _MAIN)
        make = partial(_of_main, path, document)
        found = _WITH_MAIN.value(workspace, path, make, subject=document)
        if found is not None and found.documents.get(document.path) is document:
            return found
        if found is not None and found.is_whole and folder == posixpath.join(place, _FOLDER):
            left_out_by = LeftOut(path, "not-included")
    alone = _walked(document, document, workspace, is_main=False)
    alone.left_out_by = left_out_by
    return alone


def _of_main(path: str, subject: Document, workspace: Trace) -> Configuration | None:
    main = workspace.document(path, format_named("xinetd"))
    if main is None or main.format.id != "xinetd":
        return None
    return _walked(main, subject, workspace, is_main=True)


def _walked(main: Document, subject: Document, workspace: Trace, *, is_main: bool) -> Configuration:
    found = Configuration(main, is_main=is_main)
    _Walk(found, subject, workspace).read(main, (main.path,))
    return found


class _Walk:
    """One walk through the includes; it bounds how many files it opens."""

    def __init__(self, found: Configuration, subject: Document, workspace: Trace) -> None:
        self._found = found
        self._subject = subject
        self._workspace = workspace
        self._opened = 0

    def read(self, document: Document, chain: tuple[str, ...]) -> None:
        found = self._found
        found.documents.setdefault(document.path, document)
        has_defaults = False
        tree = document.reading.tree
        for each in tree if isinstance(tree, tuple) else ():
            pause()
            if found.defaults.is_fatal:
                return  # xinetd has come to its end
            if isinstance(each, Broken):
                found.problems.append((document, Complaint(each.reason, each.span)))
            elif isinstance(each, Include):
                self._include(document, each, chain)
            elif not each.is_defaults:
                taken = taken_of(each, found.defaults.success)
                found.services.append(Loaded(document, each, taken))
            elif has_defaults:
                found.problems.append((document, Complaint("second-defaults", each.header)))
            else:
                has_defaults = self._take_defaults(document, each)

    def _take_defaults(self, document: Document, section: Section) -> bool:
        """Take `defaults`, and tell whether xinetd has read them to their end."""
        defaults = self._found.defaults
        known = len(defaults.problems)
        defaults.is_added = False
        defaults.take(section)
        self._found.problems += ((document, each) for each in defaults.problems[known:])
        return defaults.is_added

    def _include(self, document: Document, line: Include, chain: tuple[str, ...]) -> None:
        if line.target.text.endswith("\r"):
            self._found.problems.append((document, Complaint("line-end", line.target.span)))
            return
        for path in self._paths(line):
            pause()
            self._opened += 1
            is_much = self._opened > _MOST_FILES or len(chain) > _DEEPEST
            if is_much or not self._may_read(path):
                reason = "too-many" if is_much else "outside"
                self._found.missed.append(Missed(document, line.target.span, reason))
                self._found.is_whole = False
                return
            if path in chain:
                self._found.problems.append((document, Complaint("loop", line.target.span)))
                return
            other = self._document(path)
            if other is not None:
                self.read(other, (*chain, path))

    def _paths(self, line: Include) -> Iterator[str]:
        """Yield the files that a line means; of a folder all whose names xinetd does not skip."""
        place = _place_of(line.target.text, self._found.main.path)
        if not place:
            self._found.is_whole = False
        elif not line.is_folder:
            yield place
        else:
            names = self._workspace.names_in(place)
            yield from (
                posixpath.join(place, name)
                for name in sorted(names, key=_bytes)
                if "." not in name and not name.endswith("~")
            )

    def _document(self, path: str) -> Document | None:
        # By its own name the subject is read as any other file. A look for a way to it would tie
        # what is made to this subject, and it serves all of its files: one walk for a thousand.
        if path != self._subject.path and self._workspace.leads_to_subject(path, path):
            return self._subject
        found = self._workspace.document(path, format_named("xinetd"))
        return found if found is not None and found.format.id == "xinetd" else None

    def _may_read(self, path: str) -> bool:
        near = posixpath.dirname(self._found.main.path)
        return path == self._subject.path or self._workspace.may_read(path, near)


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _place_of(target: str, main: str) -> str:
    """Return where an include leads from the main file; empty for nowhere that can be known.

    A project's copy of a machine's files includes what lies beside it.
    """
    if not target.startswith("/"):
        return ""  # it counts from the folder in which xinetd was started
    target = posixpath.normpath(target)
    root, etc, rest = f"/{main}".rpartition("/etc/")
    if etc and rest == _MAIN:
        return f"{root}{target}"[1:]
    folder = posixpath.dirname(main)
    if target.startswith("/etc/"):
        return posixpath.join(folder, target.removeprefix("/etc/"))
    return ""
