"""A whole nginx configuration: its servers and what they listen on, over all included files."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple, Protocol, cast

from portlens.formats.nginx.address import parse_address
from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.directives import PASSES, readers
from portlens.formats.nginx.listen import DEFAULT_PORT, Listen, read_listen
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import TABLES, Scope, inner_scope, root_scope
from portlens.programs.machine import machine_of
from portlens.programs.nginx.includes import HARMLESS, Asked, included
from portlens.programs.nginx.servers import (
    Configuration,
    Connection,
    Listener,
    Server,
    Upstream,
    ports_of,
)
from portlens.programs.nginx.sockets import sockets
from portlens.programs.nginx.templates import has_open_place, is_template
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


class Around(Protocol):
    """What is asked of a context: the same one means that nothing has changed meanwhile."""

    @property
    def workspace(self) -> Workspace:
        """Where the other files come from."""


IMPLIED = parse_address(str(DEFAULT_PORT), listen=True)


def configuration(document: Document, context: Around) -> Configuration:
    """Return the configuration that `document` is, or is a part of.

    A part whose main file `nginx.conf` in a folder above includes it is judged within that
    one, other parts alone.
    """
    kept = _last.get("nginx")
    if kept is not None and kept.speaks_of(document, context):
        _last["nginx"] = kept._replace(document=document, context=context)
        return kept.configuration
    if not is_main(tree_of(document)):
        for folder in _folders_above(document.path):
            asked = Asked(context.workspace, document)
            main = asked.document(posixpath.join(folder, "nginx.conf"))
            if main is None or main.path == document.path:
                continue
            found = _Builder(asked, folder).build(main)
            if document.path in found.paths:
                return _keep(asked, found, document, context)
    asked = Asked(context.workspace, document)
    folder = posixpath.dirname(document.path)
    return _keep(asked, _Builder(asked, folder).build(document), document, context)


class _Kept(NamedTuple):
    """The configuration that was asked for last, and all that it depends on.

    One analysis asks from every rule, with the same document and context: whether the files
    are still the same is looked at for the first question only.
    """

    asked: Asked
    configuration: Configuration
    document: Document
    context: Around

    def speaks_of(self, document: Document, context: Around) -> bool:
        if document is self.document and context is self.context:
            return True
        return (
            document.path in self.configuration.paths
            and self.asked.workspace is context.workspace
            and self.asked.holds_for(document)
        )


_last: dict[str, _Kept] = {}  # every rule asks for the same one in turn


def _keep(asked: Asked, found: Configuration, document: Document, context: Around) -> Configuration:
    _last["nginx"] = _Kept(asked, found, document, context)
    return found


_HIGHEST_FOLDER = 5


def _folders_above(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST_FOLDER):
        yield folder
        if not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


# The statements that say something of the servers and of what they pass on.
_TELLING = frozenset({"listen", "server_name", "protocol", "upstream", "server", *PASSES})


class _Builder:
    def __init__(self, asked: Asked, folder: str) -> None:
        self.asked = asked
        self.folder = folder
        self.found = Configuration()
        self.servers: dict[int, tuple[Scope | None, Server]] = {}
        self.templates: set[str] = set()  # paths
        self.order = 0
        self.read: dict[str, dict[int, object]] = {}

    def build(self, main: Document) -> Configuration:
        tree = tree_of(main)
        self.found.is_main = self.found.is_whole = is_main(tree)
        scope = root_scope("main" if is_main(tree) else guess_module(tree, main.path))
        self._begin(main)
        # nginx reads an included file in the place of the statement; so does this walk.
        # A file cannot begin anew inside of itself: `chain` are the files around.
        chain: tuple[str, ...] = (main.path,)
        open_blocks = [(iter(tree.directives), scope, main, chain)]
        while open_blocks:
            statements, scope, document, chain = open_blocks[-1]
            for directive in statements:
                if directive.name == "include" and scope.block not in TABLES:
                    files = self._included(directive, scope, document)
                    open_blocks += [
                        (iter(tree_of(file).directives), scope, file, (*chain, file.path))
                        for file in reversed(files)
                        if file.path not in chain
                    ]
                    break
                if directive.name in _TELLING:
                    self._take(directive, scope, document)
                if directive.block is not None:
                    inner = inner_scope(directive, scope)
                    if directive.name == "server":
                        self._server(inner, document)
                    open_blocks.append((iter(directive.block), inner, document, chain))
                    break
            else:
                open_blocks.pop()
        self._add_implied()
        self.found.sockets = tuple(sockets(self.found.listeners, machine_of(main.path)))
        return self.found

    def _add_implied(self) -> None:
        """Let http servers without a `listen` listen on `*:80`, as nginx does for root."""
        for server in self.found.servers:
            if server.module == "http" and server.is_whole and not server.listeners:
                directive = server.directive
                if directive is not None:
                    listen = Listen(directive, "http", None, IMPLIED, ())
                    self._add(listen, server.document, server)

    def _included(self, directive: Directive, scope: Scope, document: Document) -> list[Document]:
        found: list[Document] = []
        for word in tree_of(document).arguments(directive)[:1]:
            files = included(word.text, self.folder, self.asked)
            if files is None:
                if not HARMLESS.search(word.text):
                    self.found.is_whole = False
                    if (server := self._server_around(scope)) is not None:
                        server.is_whole = False
            else:
                found += files
        for file in found:
            self._begin(file)
        return found

    def _begin(self, document: Document) -> None:
        if document.path not in self.found.paths:
            self.found.paths.add(document.path)
            if is_template(document.text):
                self.templates.add(document.path)
                self.found.branches.add(document)
                self.found.is_whole = False

    def _take(self, directive: Directive, scope: Scope, document: Document) -> None:
        name = directive.name
        if name == "listen":
            self._listen(directive, scope, document)
        elif name == "server_name" and scope.block == "server":
            self._server(scope, document).names += (
                (word, document) for word in tree_of(document).arguments(directive)
            )
        elif name == "protocol" and scope.module == "mail":
            words = tree_of(document).arguments(directive)
            self._server(scope, document).protocol = words[0].text if words else ""
        elif name == "upstream" and directive.block is not None:
            for word in tree_of(document).arguments(directive)[:1]:
                key = (scope.module, word.text.lower())
                self.found.upstreams.setdefault(key, Upstream(word, document))
        elif directive.block is None:
            reader = readers(scope.module).get(name)
            if reader is not None:
                tree = tree_of(document)
                self.found.connections += (
                    Connection(connect, document) for connect in reader(tree, directive, scope)
                )

    def _listen(self, directive: Directive, scope: Scope, document: Document) -> None:
        server = self._server(scope.enclosing("server") or scope, document)
        read = self._read_before(document).get(directive.start)
        if not isinstance(read, Listen) or read.module != scope.module:
            read = read_listen(tree_of(document), directive, scope.module)
        self._add(read, document, server)

    def _add(self, listen: Listen, document: Document, server: Server) -> None:
        self.order += 1
        socket = listen.module, listen.parsed.address, listen.transport
        listener = Listener(listen, document, server, self.order, socket, ports_of(listen))
        server.listeners.append(listener)

    def _read_before(self, document: Document) -> dict[int, object]:
        """Return what the reader made of the document's statements, by where they begin.

        It may have guessed another module than the one that the file really belongs to.
        """
        if document.path not in self.read:
            self.read[document.path] = {
                use.detail.directive.start: use.detail
                for use in document.reading.uses
                if isinstance(use.detail, Listen | Connect)
            }
        return self.read[document.path]

    def _server_around(self, scope: Scope) -> Server | None:
        around = scope.enclosing("server")
        kept = self.servers.get(id(around)) if around is not None else None
        return kept[1] if kept else None

    def _server(self, scope: Scope, document: Document) -> Server:
        """Return the server of a scope; the scope is kept so that its id stays its own."""
        kept = self.servers.get(id(scope))
        if kept is None:
            kept = scope, Server(scope.module, scope.directive, document)
            if document.path in self.templates and scope.directive is not None:
                kept[1].is_whole = not has_open_place(tree_of(document), scope.directive)
            self.servers[id(scope)] = kept
            self.found.servers.append(kept[1])
        return kept[1]


def tree_of(document: Document) -> Tree:
    """Return the statements of an nginx document."""
    return cast("Tree", document.reading.tree)
