"""The lines of an OpenSSH configuration with its includes, in the order they are obeyed.

Source: `load_server_config` and `process_server_config_line_depth` in servconf.c (OpenSSH 9):
globs are expanded in lexical order, in the place of the `Include` line; a `Match` block goes
on into an included file, one opened there ends with that file.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.formats.ssh.directive import Directive, Tree
from portlens.programs.ssh.include import MOST_FILES, beside, expand
from portlens.text.lazy import Lazy
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

DEEPEST = 16  # SERVCONF_MAX_DEPTH, READCONF_MAX_DEPTH: OpenSSH refuses one file more


class Place(NamedTuple):
    """A span of one of the files."""

    document: Document
    span: Span


class Placed(NamedTuple):
    """One line and where it counts."""

    document: Document
    directive: Directive
    outer: Place | None  # the Match line that holds where the file was included
    is_conditional: bool  # whether the line counts for some connections only


class Problem(NamedTuple):
    """An Include that cannot be followed as it is written."""

    document: Document
    span: Span
    reason: str  # "loop" or "empty", which OpenSSH refuses; "too-many" or "outside"


class Configuration:
    """A main file and all that it includes, each file as it reads by itself (`Document.source`).

    `left_out_by` is the path of the main file beside a folder of drop-ins that leaves out this one.
    """

    def __init__(
        self,
        main: Document,
        lines: tuple[Placed, ...],
        problems: tuple[Problem, ...],
        left_out_by: str = "",
    ) -> None:
        self.main = main
        self.lines = lines
        self.problems = problems
        self.left_out_by = left_out_by

    def placed_in(self, document: Document) -> Sequence[Placed]:
        """Return the lines that stand in `document`."""
        return self._by_file.get(document.path, ())

    @Lazy
    def _by_file(self) -> Mapping[str, Sequence[Placed]]:
        found: dict[str, list[Placed]] = {}
        for line in pausing(self.lines):
            found.setdefault(line.document.path, []).append(line)
        return found


def configuration(document: Document, workspace: Workspace) -> Configuration:
    """Return the whole configuration that `document` is part of.

    Any file belongs to the main file in its own folder or the one above that includes it, as
    a drop-in in `sshd_config.d` does; a file that none includes is a main file itself.
    """
    document = document.source
    folder, slash, name = document.path.rpartition("/")
    names = _MAIN_NAMES.get(document.format.id, ())
    above = folder.rpartition("/")[0]
    left_out_by = ""
    for place in (folder, above) if name not in names else ():
        for main_name in names:
            main = workspace.document(f"{place}{slash}{main_name}", document.format)
            if main is not None:
                walked = _walked(main, workspace)
                if walked.documents.get(document.path) not in (document, None):
                    walked = _walk(document, main, workspace)  # another reading of the file
                if walked.documents.get(document.path) is document:
                    return walked.whole
                is_read = document.path in walked.read or walked.may_include_more
                if folder == f"{main.path}.d" and not is_read:
                    left_out_by = main.path
    alone = _walked(document, workspace).whole
    if not left_out_by:
        return alone
    return Configuration(alone.main, alone.lines, alone.problems, left_out_by)


class _Walked(NamedTuple):
    """What a walk from a main file found; `read` are paths, `documents` those that have lines."""

    whole: Configuration
    documents: Mapping[str, Document]
    read: frozenset[str]
    may_include_more: bool


def _walked(main: Document, workspace: Workspace) -> _Walked:
    """Return the walk of a main file: one for all files that it includes."""
    walk = partial(_walk, main, main)
    return _WALKED.value(workspace, main.path, walk, subject=main)


_WALKED: Memo[_Walked] = Memo(64)


def _walk(subject: Document, main: Document, workspace: Workspace) -> _Walked:
    walk = _Walk(workspace, subject, main)
    whole = walk.configuration()
    documents = {line.document.path: line.document for line in whole.lines}
    return _Walked(whole, documents, frozenset(walk.read), _may_include_more(whole))


def _may_include_more(found: Configuration) -> bool:
    """Tell whether an `Include` may mean files that nobody can tell from here."""
    folder = found.main.path.rpartition("/")[0]
    targets = [
        word.text
        for line in pausing(found.lines)
        if line.directive.keyword == "include"
        for word in line.directive.words
    ]
    return any(
        _TOKEN.search(target) or (target.startswith("/") and not beside(target, folder))
        for target in targets
    )


# What is replaced when a program reads it: a home folder, an environment variable, a token.
_TOKEN = regex(r"\A~(?!/\.ssh/)|\$\{|%")


_MAIN_NAMES = {"sshd_config": ("sshd_config",), "ssh_config": ("ssh_config", "config")}


class _Walk:
    """One walk through the includes; it bounds how many files it opens."""

    def __init__(self, workspace: Workspace, subject: Document, main: Document) -> None:
        self.workspace = workspace
        self.subject = subject
        self.main = main
        self.opened = 0
        self.read: set[str] = set()  # paths
        self.problems: list[Problem] = []

    def configuration(self) -> Configuration:
        lines = tuple(self.lines(self.main, (self.main.path,), None, is_conditional=False))
        return Configuration(self.main, lines, tuple(dict.fromkeys(self.problems)))

    def lines(
        self,
        document: Document,
        chain: tuple[str, ...],
        outer: Place | None,
        *,
        is_conditional: bool,
    ) -> Iterator[Placed]:
        self.read.add(document.path)
        tree = document.reading.tree
        if not isinstance(tree, Tree):
            return
        for directive in tree.directives:
            pause()
            block = directive.block
            inside = block is not None and not block.is_for_all
            held = is_conditional or inside
            yield Placed(document, directive, outer, held)
            if directive.keyword == "include":
                around = outer
                if block is not None and inside and not is_conditional:
                    around = Place(document, block.span)
                yield from self.included(document, directive, chain, around, held)

    def included(
        self,
        document: Document,
        directive: Directive,
        chain: tuple[str, ...],
        outer: Place | None,
        is_conditional: bool,
    ) -> Iterator[Placed]:
        if not directive.words:
            self.problems.append(Problem(document, directive.key, "empty"))
        for word in directive.words:
            if not word.text:
                self.problems.append(Problem(document, word.span, "empty"))
                return
            for path in expand(word.text, self.main.path, self.workspace):
                if path in chain or len(chain) > DEEPEST:
                    self.problems.append(Problem(document, word.span, "loop"))
                    break
                if self.opened >= MOST_FILES:
                    self.problems.append(Problem(document, word.span, "too-many"))
                    return
                self.opened += 1
                if not self.may_read(path):
                    self.problems.append(Problem(document, word.span, "outside"))
                    continue
                other = self.document(path)
                if other is not None:
                    yield from self.lines(
                        other, (*chain, path), outer, is_conditional=is_conditional
                    )

    def document(self, path: str) -> Document | None:
        if path == self.subject.path:
            return self.subject
        return self.workspace.document(path, self.main.format)

    def may_read(self, path: str) -> bool:
        near = self.main.path.rpartition("/")[0]
        return path == self.subject.path or self.workspace.may_read(path, near)
