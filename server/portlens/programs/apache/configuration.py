"""The httpd configuration that a document is, or is a part of."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from portlens.formats._format import Reading
from portlens.formats._template import has_tag
from portlens.formats.apache.directive import Directive, Section, State, directives
from portlens.formats.apache.reader import INCLUDES, Tree, reading_of
from portlens.model.finding import Finding
from portlens.model.port_use import PortUse
from portlens.model.socket import Place
from portlens.programs.apache.includes import NOTHING, Asked
from portlens.programs.facts import LeftOut
from portlens.programs.program import Program
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

_MAINS = ("apache2.conf", "httpd.conf", "conf/httpd.conf")
_HIGHEST_FOLDER = 4
_DEEPEST = 20  # AP_MAX_INCLUDE_DEPTH
# What lines do that mean something else when their file is included again: all others do not.
_CHANGING = frozenset({"define", "undefine", "loadmodule", "servername", *INCLUDES})
# Code points of files that are included again: n lines that include one file make n². So many are
# always read, and so many for each code point that is read for the first time.
_MOST_AGAIN = 100_000
_MOST_AGAIN_FOR_ONE = 4


class Configuration:
    """A main file and what it includes, or a part that stands for itself.

    `readings` are the files as they read in their places, `lines` their lines in the order in which
    httpd reads them. `is_whole`: no include is left out, and nothing in it is filled in later, made
    of a macro or added by Perl. `answers` keeps what was found out of the whole, by who asked.
    """

    def __init__(self, *, is_main: bool) -> None:
        self.documents: dict[str, Document] = {}
        self.readings: dict[str, Reading] = {}
        self.is_main = is_main
        self.is_whole = is_main
        self.left_out_by: LeftOut | None = None
        self.program: Program | None = None  # all of this as a program, once asked for
        self.answers: dict[object, Mapping[str, list[Finding]]] = {}
        self._listens: tuple[tuple[Document, PortUse], ...] | None = None
        self._state = State()
        self.lines: list[tuple[Document, Directive]] = []
        self._unchanging: set[str] = set()  # paths of files that do nothing when included again
        self._size = 0
        self._size_again = 0
        self._is_cut = False  # some are not read again that might do something

    def uses(self) -> Iterator[tuple[Document, PortUse]]:
        """Yield the port uses of all files in the order in which httpd reads their lines."""
        by_line: dict[int, list[PortUse]] = {}
        for reading in self.readings.values():
            for use in pausing(reading.uses):
                directive = getattr(use.detail, "directive", None)
                by_line.setdefault(id(directive), []).append(use)
        for document, directive in pausing(self.lines):
            for use in by_line.get(id(directive), ()):
                yield document, use

    def listens(self) -> tuple[tuple[Document, PortUse], ...]:
        """Return those that say where httpd listens: asked by each file, and looked for once."""
        if self._listens is None:
            self._listens = tuple(found for found in self.uses() if found[1].role == "listens")
        return self._listens

    def first(self, program: Program) -> Program:
        """Keep the program, unless who asked at a pause in its making has one already."""
        if self.program is None:
            self.program = program
        return self.program

    @property
    def has_environment(self) -> bool:
        """Whether the variables are known that httpd is started with."""
        return bool(self._state.environment)

    def origin(self, path: str, span: Span) -> Place | None:
        """Return where the value of the variable at `span` is defined; None where nobody knows."""
        return None if self._is_cut else self._state.origins.get(Place(path, span))

    def asks(self, name: str) -> bool:
        """Tell whether a line called `name` is read, as far as anybody knows."""
        return any(
            line.name == name and line.is_read is not False for _, line in pausing(self.lines)
        )

    def add(self, document: Document, asked: Asked) -> None:
        """Read `document` and all that it includes, in the places of its includes.

        What was read before stands before it, where there is no main file.
        """
        if self._is_as_read(document, asked):
            self._take_as_read(document)
        else:
            self._state.environment = asked.environment
            self._walk(document, asked, self._state, None, (document.path,))
            self._read()
        is_made = self.asks("use") or self._runs_perl()
        if is_made or any(map(_is_template, self.documents.values())):
            self.is_whole = False

    def _read(self) -> None:
        """Read the files anew, with what is known in their places."""
        by_path: dict[str, list[Directive]] = {path: [] for path in self.documents}
        for there, line in pausing(self.lines):
            by_path[there.path].append(line)
        self.readings = {path: reading_of(tuple(own)) for path, own in by_path.items()}

    def _is_as_read(self, document: Document, asked: Asked) -> bool:
        """Tell whether httpd reads the document as it was read alone: nothing has a say in it."""
        return not (self.documents or asked.environment or document.reading.links)

    def _take_as_read(self, document: Document) -> None:
        """Do what a walk would, of which the reading of a document alone has all the answers."""
        tree = document.reading.tree
        if isinstance(tree, Tree):
            self._state = tree.state.copy()
            self.lines += ((document, directive) for directive in pausing(tree.directives))
        self.documents[document.path] = document
        self.readings[document.path] = document.reading
        self._size += len(document.text)
        self._note_unchanging(document, {directive.name for _, directive in self.lines})

    def _runs_perl(self) -> bool:
        """Tell whether Perl may add any directive: `<Perl>`, or what a line of mod_perl loads.

        Source: mod_perl's documentation of Apache2::PerlSections and of add_config.
        """
        return any(
            line.name.startswith(("perl", "<perl")) and line.is_read is not False
            for _, line in pausing(self.lines)
        )

    def _walk(
        self,
        document: Document,
        asked: Asked,
        state: State,
        around: Section | None,
        chain: tuple[str, ...],
    ) -> None:
        is_first = document.path not in self.documents
        if not is_first and not self._may_read_again(document):
            return
        self.documents.setdefault(document.path, document)
        self._size += len(document.text) if is_first else 0
        names: set[str] = set()
        for directive in directives(document.text, document.path, state, around):
            if is_first:
                self.lines.append((document, directive))
                names.add(directive.name)
            is_include = directive.name in INCLUDES and directive.arguments
            if is_include and directive.is_read is not False:
                self._include(directive, asked, state, chain)
        if is_first:
            self._note_unchanging(document, names)

    def _note_unchanging(self, document: Document, names: set[str]) -> None:
        if "$" not in document.text and _CHANGING.isdisjoint(names):
            self._unchanging.add(document.path)

    def _may_read_again(self, document: Document) -> bool:
        if document.path in self._unchanging:
            return False
        self._size_again += len(document.text)
        if self._size_again > max(_MOST_AGAIN, _MOST_AGAIN_FOR_ONE * self._size):
            self.is_whole = False
            self._is_cut = True
            return False
        return True

    def _include(
        self, directive: Directive, asked: Asked, state: State, chain: tuple[str, ...]
    ) -> None:
        is_deep = len(chain) >= _DEEPEST
        found = NOTHING if is_deep else asked.included(directive.arguments[0].text)
        if not found.is_all:
            self.is_whole = False
        for inner in found.documents:
            if inner.path not in chain:
                self._walk(inner, asked, state, directive.section, (*chain, inner.path))
        # A folder without an MPM is a part of what the machine has: httpd does not start without.
        has_mpm = any(module.startswith("mpm_") for module in state.modules)
        state.are_modules_known = self.is_whole and (
            state.are_modules_known or (found.are_modules and has_mpm)
        )


# In httpd's logs and conditions `%{Referer}i` is its own; Terraform has words for statements there.
_OWN = regex(r"%\{(?![~ ]*(?:if|for|else|endif|endfor)\b)[^{}\n]{0,200}\}")


def _is_template(document: Document) -> bool:
    """Tell whether another program fills in the file first."""
    return has_tag(document.text) and has_tag(_OWN.sub("", document.text))


def configuration(document: Document, workspace: Workspace) -> Configuration:
    """Return the configuration that `document` is, or is a part of.

    A part is judged within the main file in a folder above that includes it; else it is alone.
    """
    subject = document.source
    return _CHOSEN.value(workspace, subject.path, partial(_chosen, subject), subject=subject)


_CHOSEN: Memo[Configuration] = Memo(64)
# A hundred sites of one configuration share it.
_WITH_MAIN: Memo[Configuration | None] = Memo(32)


def is_main(path: str) -> bool:
    """Tell whether the file at `path` is called as httpd's main file is."""
    return posixpath.basename(path) in _MAINS


def alone(document: Document, asked: Asked, *, main: bool) -> Configuration:
    """Return the configuration that begins with `document`."""
    found = Configuration(is_main=main)
    found.add(document, asked)
    return found


def _chosen(document: Document, workspace: Trace) -> Configuration:
    if is_main(document.path):
        return alone(document, Asked(workspace, document, document.path), main=True)
    others: list[Configuration] = []
    for path in _mains_above(document.path):
        make = partial(_of_main, path, document)
        found = _WITH_MAIN.value(workspace, path, make, subject=document)
        if found is not None and document.path in found.documents:
            return found
        if found is not None:
            others.append(found)
    found = alone(document, Asked(workspace, document, document.path), main=False)
    found.left_out_by = _left_out_by(document, others)
    return found


def _of_main(path: str, document: Document, workspace: Trace) -> Configuration | None:
    main = workspace.document(path)
    if main is None or main.format.id != "apache":
        return None
    return alone(main, Asked(workspace, document, path), main=True)


def _mains_above(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST_FOLDER):
        yield from (posixpath.join(folder, name) for name in _MAINS)
        if not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


def _left_out_by(document: Document, others: Iterable[Configuration]) -> LeftOut | None:
    """Return which main file reads others of the document's folder, or of the enabled ones."""
    folder = posixpath.dirname(document.path)
    folders = {folder, f"{folder.removesuffix('available')}enabled"}
    for other in others:
        main, *parts = other.documents
        if any(posixpath.dirname(path) in folders for path in parts):
            return LeftOut(main, "not-included")
    return None
