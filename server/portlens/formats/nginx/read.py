"""nginx's reader: one text in, port uses and what nginx's grammar refuses out."""

from collections.abc import Iterable, Iterator, Mapping

from portlens.formats._format import Fault, Link, Reading
from portlens.formats._names import is_template_path
from portlens.formats._template import has_placeholder, with_known_placeholders
from portlens.formats.nginx import connect as connects
from portlens.formats.nginx import listen as listens
from portlens.formats.nginx import mention
from portlens.formats.nginx.address import Problem
from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.directives import readers
from portlens.formats.nginx.dump import parts_of, walk_parts
from portlens.formats.nginx.ending import WITH_BLOCK, WITHOUT, Endings
from portlens.formats.nginx.listen import Listen, read_listen
from portlens.formats.nginx.network import NETWORKS, read_network
from portlens.formats.nginx.placing import PLACED, Placing
from portlens.formats.nginx.syntax import Directive, Tree, parse
from portlens.formats.nginx.walk import TABLES, Scope, root_scope, walk
from portlens.formats.nginx.word import Word
from portlens.model.port_use import PortUse
from portlens.text.regex import regex


def read(text: str, path: str = "") -> Reading:
    """Return the port uses of an nginx configuration, or of a part of one.

    The path, or what stands in the text, tells whether a part belongs to http, stream or mail.
    """
    tree = parse(with_known_placeholders(text, path))
    parts = parts_of(tree)
    if parts:
        return _read(walk_parts(tree, parts), tree, path)
    scope = root_scope("main" if is_main(tree) else guess_module(tree, path))
    return read_within(tree, scope, path)


def read_filled(tree: Tree, path: str, values: Mapping[str, str]) -> Reading:
    """Return the same of a template, with the `values` of variables that `envsubst` fills in."""
    tree = tree._replace(values=values)
    return read_within(
        tree, root_scope("main" if is_main(tree) else guess_module(tree, path)), path
    )


def read_within(tree: Tree, scope: Scope, path: str) -> Reading:
    """Return the same of a part whose place is known: `scope` is what its include stands in."""
    return _read(walk(tree, scope), tree, path)


def _read(statements: Iterable[tuple[Directive, Scope]], tree: Tree, path: str) -> Reading:
    reader = _Reader(tree, path)
    endings = Endings(tree, path)
    placing = Placing(tree)
    text, is_wary = tree.text, endings.is_wary
    for directive, around in statements:
        name, _, _, end, block = directive
        # Nearly all are in order.
        is_odd = (
            name in WITHOUT if block is not None else name in WITH_BLOCK or text[end - 1] != ";"
        )
        if is_odd or is_wary:
            endings.see(directive, around)
        if name in PLACED:
            placing.see(directive, around)
        reader.read(directive, around)
    faults = (*reader.faults, *endings.faults(placing))
    return Reading(tuple(reader.uses), faults, tuple(reader.links), tree, tuple(reader.mentions))


# The files that nginx's image fills in by envsubst, and what it does not replace in them.
_FOR_ENVSUBST = regex(r"(?:^|/)templates/(?:.*/)?[^/]+\.template$")
_NO_NAME = regex(r"\$\{(?!\w+\})[^{}]*\}")

_NO_VALUES: Mapping[str, object] = {}


class _Reader:
    def __init__(self, tree: Tree, path: str) -> None:
        self.tree = tree
        self.is_template = is_template_path(path)
        self.is_for_envsubst = _FOR_ENVSUBST.search(path) is not None
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self.links: list[Link] = []
        self.mentions: list[PortUse] = []
        self.upstreams = frozenset(_upstream_names(tree))

    def read(self, directive: Directive, scope: Scope) -> None:
        name = directive.name
        if scope.block in TABLES:
            if scope.directive is not None and scope.block != "types":
                self.uses += mention.read_pair(self.tree, scope.directive, directive, scope.owner)
            return
        if name == "listen":
            self._listen(read_listen(self.tree, directive, scope.module), scope)
        elif name == "include":
            self.links += (
                Link("include", word.span, word.text) for word in self.tree.arguments(directive)
            )
        elif name in NETWORKS:
            self.faults += read_network(self.tree, directive, scope.module)
        elif name in mention.STATEMENTS:
            self._mention(directive, scope)
        elif directive.block is None and (reader := readers(scope.module).get(name)) is not None:
            for connect in reader(self.tree, directive, scope):
                self._connect(connect, scope)

    def _mention(self, directive: Directive, scope: Scope) -> None:
        if directive.name in mention.TOLD_BY:
            self.mentions += mention.read_told(self.tree, directive, scope.owner)
        elif directive.name == "set":
            self.uses += mention.read_set(self.tree, directive, scope.owner)
        else:
            self.uses += mention.read_endpoint(self.tree, directive, scope.owner)

    def _listen(self, listen: Listen, scope: Scope) -> None:
        use = listens.use_of(listen, scope.owner)
        self.uses.append(use)
        if listen.word is not None and self._is_left(listen.word, use):
            return
        if listen.word is None:
            if listen.directive.block is not None:  # which is what nginx tells
                return
            self.faults.append(Fault("missing-port", listen.directive.keyword, "listen", {}, use))
        elif (problem := listen.parsed.problem) is not None:
            self._fault(problem, listen.word, 0, use)

    def _connect(self, connect: Connect, scope: Scope) -> None:
        transport = connect.grammar.transport
        if transport == "listener's":
            transport = _listener_transport(self.tree, scope)
        use = connects.use_of(connect, scope.owner, transport, self.upstreams)
        self.uses.append(use)
        problem = connect.parsed.problem
        if self._is_left(connect.word, use):
            return
        if problem is not None and not connect.has_variable:
            self._fault(problem, connect.word, connect.start, use)

    def _is_left(self, word: Word, use: PortUse) -> bool:
        """Report a placeholder that `envsubst` leaves as it is: it knows names alone."""
        match = _NO_NAME.search(word.text) if self.is_for_envsubst else None
        if match is None:
            return False
        rule = "invalid-port" if word.text[: match.start()][-1:] in ("", ":") else "invalid-address"
        self.faults.append(Fault(rule, word.part(*match.span()), "envsubst", {}, use))
        return True

    def _fault(self, problem: Problem, word: Word, start: int, use: PortUse) -> None:
        """Report a problem of the address that begins at `start` in `word`.

        A value that is filled in is written elsewhere.
        """
        if word.filled or has_placeholder(word.text) or (self.is_template and "$" in word.text):
            return
        span = word.part(start + problem.start, start + problem.end)
        rule, reason, values = problem.rule, problem.reason, _NO_VALUES
        if reason == "lowest":
            values = {"lowest": 1}
        elif (
            reason == "not-a-number" and (port := _port_named(span.of(self.tree.text))) is not None
        ):
            rule, reason, values = "service-name-not-allowed", "nginx", {"port": port}
        self.faults.append(Fault(rule, span, reason, values, use))


def _port_named(text: str) -> int | None:
    """Return the port that a service name means, for a word that is no port to nginx."""
    if not _LETTER.match(text):
        return None
    from portlens.catalogue.load import catalogue

    known = catalogue()
    return known.port_of(text, "tcp") or next(iter(known.ports_named(text)), None)


_LETTER = regex(r"[A-Za-z]")


def _upstream_names(tree: Tree) -> Iterator[str]:
    for directive in tree.directives:
        for inner in (directive, *(directive.block or ())):
            if inner.name == "upstream" and inner.block is not None:
                yield from (word.text.lower() for word in tree.arguments(inner)[:1])


def _listener_transport(tree: Tree, scope: Scope) -> str:
    """Return what a stream server passes on: `udp` where that is all it listens to."""
    server = scope.enclosing("server")
    block = server.directive.block if server and server.directive else None
    kinds = {
        read_listen(tree, directive, "stream").transport
        for directive in block or ()
        if directive.name == "listen"
    }
    return "udp" if kinds == {"udp"} else "tcp"
