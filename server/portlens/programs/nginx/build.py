"""Going through an nginx configuration as nginx reads it, from its main file into every include."""

from collections.abc import Iterator, Sequence

from portlens.formats._template import has_tag
from portlens.formats.nginx.address import parse_address
from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.directives import PASSES, readers
from portlens.formats.nginx.dump import Part, parts_included, parts_of
from portlens.formats.nginx.listen import DEFAULT_PORT, Listen, read_listen
from portlens.formats.nginx.placing import misspelled
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import TABLES, Scope, inner_scope, owner_of, root_scope
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
from portlens.programs.nginx.templates import has_open_place
from portlens.programs.program import Unread
from portlens.text.pause import pause
from portlens.text.typed import cast
from portlens.workspace.document import Document

IMPLIED = parse_address(str(DEFAULT_PORT), listen=True)

# The statements that say something of the servers and of what they pass on, or where more stands.
_MISSPELLED = misspelled("listen")
_TELLING = _MISSPELLED | {
    *("include", "listen", "server_name", "protocol", "upstream", "server"),
    *PASSES,
}


class Builder:
    """One walk through a configuration; relative paths count from `folder`."""

    def __init__(self, asked: Asked, folder: str) -> None:
        self.asked = asked
        self.folder = folder
        self.found = Configuration()
        self.servers: dict[int, tuple[Scope | None, Server]] = {}
        self.templates: set[str] = set()  # paths
        self.including: set[str] = set()  # paths of the documents that may include others
        self.order = 0
        self.read: dict[str, dict[int, object]] = {}
        self.parts: dict[str, Sequence[Part]] = {}  # of documents that `nginx -T` printed

    def build(self, roots: Sequence[Document], *, are_all: bool = False) -> Configuration:
        """Put together what begins with `roots`: a main file, or parts that lie side by side.

        `are_all` tells that the main file, which is not there, includes these parts alone.
        """
        self.found.is_main = len(roots) == 1 and is_main(tree_of(roots[0]))
        self.found.is_whole = self.found.is_main or are_all
        # nginx reads an included file in the place of the statement; so does this walk.
        # A file cannot begin anew inside of itself: `chain` are the files around.
        open_blocks = [self._root(document) for document in reversed(roots)]
        while open_blocks:
            statements, scope, document, chain = open_blocks[-1]
            for directive in statements:
                pause()
                if directive.block is None and directive.name not in _TELLING:
                    continue
                if directive.name == "include" and scope.block not in TABLES:
                    found = reversed(self._included(directive, scope, document))
                    open_blocks += [
                        (iter(inner.directives), scope, file, (*chain, name))
                        for name, file, inner in found
                        if name not in chain
                    ]
                    break
                if scope.block in TABLES:
                    continue
                self._take(directive, scope, document)
                if directive.block is not None:
                    # What a block is called is asked by the files that it includes alone.
                    is_asked = document.path in self.including
                    owner = owner_of(tree_of(document), directive, scope) if is_asked else ""
                    inner = inner_scope(directive, scope, owner)
                    if directive.name == "server":
                        self._server(inner, document)
                    open_blocks.append((iter(directive.block), inner, document, chain))
                    break
            else:
                open_blocks.pop()
        self._add_implied()
        self.found.sockets = tuple(sockets(self.found.listeners, machine_of(roots[0].path)))
        return self.found

    def _add_implied(self) -> None:
        """Let http servers without a `listen` listen on `*:80`, as nginx does for root."""
        for server in self.found.servers:
            pause()
            if server.module == "http" and server.is_whole and not server.listeners:
                directive = server.directive
                if directive is not None:
                    listen = Listen(directive, "http", None, IMPLIED, ())
                    self._add(listen, server.document, server)

    def _root(
        self, document: Document
    ) -> tuple[Iterator[Directive], Scope, Document, tuple[str, ...]]:
        tree = tree_of(document)
        scope = root_scope("main" if is_main(tree) else guess_module(tree, document.path))
        self._begin(document, scope)
        parts = parts_of(tree)
        if not parts:
            return iter(tree.directives), scope, document, (document.path,)
        self.parts[document.path] = parts
        return iter(parts[0].tree.directives), scope, document, (parts[0].path,)

    def _included(
        self, directive: Directive, scope: Scope, document: Document
    ) -> list[tuple[str, Document, Tree]]:
        """Return what an include brings in: a name for it, the document, and its statements."""
        words = tree_of(document).arguments(directive)[:1]
        parts = self.parts.get(document.path)
        found: list[tuple[str, Document, Tree]] = []
        for word in words:
            if parts is not None:
                inner = parts_included(word.text, parts)
                found += ((part.path, document, part.tree) for part in inner)
                continue
            files = included(word.text, self.folder, self.asked)
            if self.asked.unread and not HARMLESS.search(word.text):
                unread = Unread(word.span, self.asked.unread)
                self.found.unread.setdefault(document.path, []).append(unread)
            if files is not None:
                found += ((file.path, file, tree_of(file)) for file in files)
            if (files is None or self.asked.is_partial) and not HARMLESS.search(word.text):
                self.found.is_whole = False
                self.found.unfollowed.append(word.text)
                if (server := self._server_around(scope)) is not None:
                    server.is_whole = False
        for _, file, _ in found:
            self._begin(file, scope)
        return found

    def _begin(self, document: Document, scope: Scope) -> None:
        if document.path not in self.found.scopes:
            self.found.scopes[document.path] = scope
            self.found.documents[document.path] = document
            if "include" in document.text:
                self.including.add(document.path)
            if has_tag(document.text):
                self.templates.add(document.path)
                self.found.is_whole = False
                self.found.is_template = True

    def _take(self, directive: Directive, scope: Scope, document: Document) -> None:
        name = directive.name
        if name == "listen":
            self._listen(directive, scope, document)
        elif name in _MISSPELLED:
            # Where it should listen its writer has said, if not to nginx: not on the usual port.
            self._server(scope.enclosing("server") or scope, document).is_whole = False
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
        elif directive.block is None and (reader := readers(scope.module).get(name)) is not None:
            # Of `_TELLING` only passes and the servers of upstreams come here, and these name one
            # target each. Of a `resolver` or a log, which may name several, one would be kept.
            read = self._read_before(document).get(directive.start)
            if isinstance(read, Connect) and read.module == scope.module:
                self.found.connections.append(Connection(read, document))
            else:
                connects = reader(tree_of(document), directive, scope)
                self.found.connections += (Connection(each, document) for each in connects)

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
