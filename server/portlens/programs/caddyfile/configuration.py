"""The configuration that a Caddyfile is, or is a part of: with all that it imports."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.formats.caddyfile.blocks import Block, blocks, with_arguments
from portlens.formats.caddyfile.options import options_of
from portlens.formats.caddyfile.reader import Tree
from portlens.formats.caddyfile.sites import Listener, Site, sites_of
from portlens.formats.caddyfile.variables import NOTHING, Environment
from portlens.formats.caddyfile.words import Word
from portlens.formats.registry import format_named
from portlens.programs.caddyfile.environment import environment_at, with_environment
from portlens.programs.caddyfile.imports import imported
from portlens.programs.given import Container
from portlens.programs.named import container_of
from portlens.text.lazy import Lazy
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

MAIN = "/etc/caddy/Caddyfile"
_MOST_FILES = 500
_HIGHEST_FOLDER = 5


class Configuration:
    """The files that Caddy reads, and the blocks that they make together.

    `is_whole`: all that is imported was read. `is_main`: the first file is one that Caddy may be
    started with, and no part of another. `environment` is what Caddy is started with.
    """

    def __init__(self, main: Document, environment: Environment = NOTHING) -> None:
        self.documents: dict[str, Document] = {}
        self.blocks: tuple[Block, ...] = ()
        self.is_whole = True
        self.main = main
        self.environment = environment
        self._paths: dict[int, str] = {}

    def add(self, document: Document) -> tuple[Word, ...]:
        """Count the file in; return its words."""
        document = with_environment(document, self.environment)
        tree = document.reading.tree
        words = tree.words if isinstance(tree, Tree) else ()
        self.documents[document.path] = document
        for word in words[:1]:
            self._paths[id(word.filled)] = document.path
        return words

    def path_of(self, word: Word) -> str:
        """Return the path of the file in which a word stands."""
        return self._paths.get(id(word.filled), self.main.path)

    def is_default(self, path: str, span: Span) -> bool:
        """Tell whether the default of a variable counts that stands in a part of a file."""
        return self.environment.leaves_default(span.of(self.documents[path].text))

    @Lazy
    def sites(self) -> tuple[Site, ...]:
        """The sites in the order of the files, once all of these are read."""
        return tuple(sites_of(self.blocks, options_of(self.blocks)))

    @Lazy
    def servers(self) -> Mapping[Listener, list[Site]]:
        """The sites of each listener, in the same order."""
        servers: dict[Listener, list[Site]] = {}
        for site in pausing(self.sites):
            for listener in site.listeners:
                servers.setdefault(listener, []).append(site)
        return servers

    @property
    def is_main(self) -> bool:
        """Whether Caddy may be started with the first file: it is more than directives."""
        return not any(block.kind == "part" for block in self.blocks)


def configuration(document: Document, workspace: Workspace) -> Configuration:
    """Return the configuration that `document` is, or that of the main file which imports it."""
    subject = document.source
    return _CHOSEN.value(workspace, subject.path, partial(_chosen, subject), subject=subject)


def configuration_at(
    main: Document,
    files: Container | None,
    workspace: Workspace,
    environment: Environment = NOTHING,
) -> Configuration:
    """Return the configuration of a main file; `files` are those of the container it is read in."""
    subject = main.source
    make = partial(_of_main, subject, files, environment)
    key = subject.path, files is None
    parts = (environment,) if files is None else (environment, files)
    return _WITH_MAIN.value(workspace, key, make, subject=subject, parts=parts)


_CHOSEN: Memo[Configuration] = Memo(64)
_WITH_MAIN: Memo[Configuration] = Memo(64)


def _chosen(document: Document, workspace: Trace) -> Configuration:
    environment = workspace.ask(environment_at, document.path)
    if posixpath.basename(document.path) != "Caddyfile":
        for main, files in _mains(document, workspace):
            found = configuration_at(main, files, workspace, environment)
            if document.path in found.documents:
                return found
    files = workspace.ask(container_of, document.path)
    return configuration_at(document, files, workspace, environment)


def _mains(document: Document, workspace: Trace) -> Iterator[tuple[Document, Container | None]]:
    """Yield the main files around a file that may import it."""
    format_ = format_named("caddyfile")
    files = workspace.ask(container_of, document.path)
    inside = files.path_of(MAIN) if files is not None else ""
    folder = posixpath.dirname(document.path)
    paths = [(inside, files)] if inside else []
    for _ in range(_HIGHEST_FOLDER):
        paths.append((posixpath.join(folder, "Caddyfile"), None))
        if not folder or folder == "/":
            break
        folder = posixpath.dirname(folder)
    for path, given in paths:
        if path != document.path:
            main = workspace.document(path, format_)
            if main is not None and main.format.id == "caddyfile" and "import" in main.text:
                yield main, given


def _of_main(
    main: Document, files: Container | None, environment: Environment, workspace: Trace
) -> Configuration:
    found = Configuration(main, environment)
    importing = _Importing(found, files, workspace)
    found.blocks = tuple(blocks(found.add(main), importing.follow))
    return found


class _Importing:
    """Follows the imports of one configuration."""

    def __init__(self, found: Configuration, files: Container | None, workspace: Trace) -> None:
        self._found = found
        self._files = files
        self._workspace = workspace
        self._format = format_named("caddyfile")

    def follow(self, line: Sequence[Word]) -> list[Word] | None:
        """Return the words of the files that a line imports; None where not all can be read."""
        words = self._words(line)
        self._found.is_whole = self._found.is_whole and words is not None
        return words

    def _words(self, line: Sequence[Word]) -> list[Word] | None:
        importing = self._found.path_of(line[0])
        paths = imported(line[1].text, importing, self._files, self._workspace)
        if paths is None or len(self._found.documents) + len(paths) > _MOST_FILES:
            return None
        words: list[Word] = []
        for path in paths:
            if not self._workspace.may_read(path, posixpath.dirname(importing)):
                return None
            document = self._workspace.document(path, self._format)
            if document is None or document.format.id != "caddyfile":
                return None
            words += with_arguments(list(self._found.add(document)), list(line[2:]))
        return words
