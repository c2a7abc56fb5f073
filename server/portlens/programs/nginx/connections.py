"""What nginx connects to, as far as its configuration says."""

from collections.abc import Iterator

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.read import read_within
from portlens.formats.nginx.syntax import Tree
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, PortSpace
from portlens.programs.connecting import connection
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.servers import Configuration
from portlens.programs.nginx.set_ends import ends_set
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.workspace.document import Document


def connections(configuration: Configuration, space: PortSpace) -> Iterator[Connection]:
    """Yield each connection whose other end is written, or set as a variable's one value there.

    The name of an `upstream` is no end: its servers are.
    """
    for document in configuration.documents.values():
        uses = _uses(document, configuration)
        for use in uses:
            pause()
            connect = use.detail
            if use.role == "connects" and isinstance(connect, Connect):
                yield from _connection(use, connect, configuration, space, document)
        for use, host in ends_set(document, uses, configuration):
            made = connection(use, document, space, use.owner or "nginx", host)
            if made is not None:
                yield made


def _uses(document: Document, configuration: Configuration) -> tuple[PortUse, ...]:
    """Return the uses of a file as it reads in its place."""
    tree = tree_of(document)
    scope = configuration.scopes[document.path]
    if is_main(tree) or scope.module == guess_module(tree, document.path):
        return document.uses
    return read_within(tree, scope, document.path).uses


def _connection(
    use: PortUse,
    connect: Connect,
    configuration: Configuration,
    space: PortSpace,
    document: Document,
) -> Iterator[Connection]:
    parsed, owner = connect.parsed, use.owner or "nginx"
    if parsed.problem or "$" in connect.word.text or connect.directive.name.endswith("_bind"):
        return
    key = connect.module, parsed.host.lower()
    if connect.grammar.names_upstream and key in configuration.upstreams:
        return
    host = Span(*connect.span(0, len(parsed.host)))
    made = connection(use, document, space, owner, host)
    if made is not None:
        yield made._replace(is_needed=_is_needed(connect, tree_of(document)))


def _is_needed(connect: Connect, tree: Tree) -> bool:
    """Tell whether nginx does not start without the host: "host not found in upstream"."""
    if connect.directive.name.endswith("_responder"):
        return False
    directive = connect.directive
    words = tree.arguments(directive) if tree.may_say(directive, "resolve") else ()
    return all(word.text != "resolve" for word in words)
