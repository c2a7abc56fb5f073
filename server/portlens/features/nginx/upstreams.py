"""What the name of an upstream stands for, where it is used and at its own block."""

from collections.abc import Iterator, Sequence

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.network.context import Context
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Configuration, Upstream
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document

# Servers of an upstream, or statements that use it, which a hover names.
_MOST = 10


def upstream_at(document: Document, offset: int, context: Context) -> tuple[Span, Phrase] | None:
    """Return the name of an upstream at `offset`, and what servers it stands for.

    In a statement that uses it, also where its block is; in the block, which statements use it.
    """
    use = document.use_at(offset)
    if use is not None and not isinstance(use.detail, Connect):
        return None
    found = configuration(document, context.workspace)
    if use is not None:
        upstream = upstream_of(use.detail, found)
        return (use.span, _elsewhere(upstream)) if upstream else None
    for upstream in found.upstreams.values():
        span = upstream.word.span
        if upstream.document.path == document.path and span.touches(offset):
            return span, _here(upstream, found)
    return None


def where(document: Document, offset: int) -> Phrase:
    """Return the line and the file of a place, for a sentence."""
    line = document.lines.position(offset).line + 1
    return LINE.fill(line=line, file=code_span(document.path.rpartition("/")[2]))


def upstream_of(connect: object, found: Configuration) -> Upstream | None:
    """Return the upstream that a statement passes requests on to; None where it is a host."""
    if not isinstance(connect, Connect) or not connect.grammar.names_upstream:
        return None
    return found.upstreams.get((connect.module, connect.parsed.host.lower()))


def _elsewhere(upstream: Upstream) -> Phrase:
    name, place = code_span(upstream.word.text), where(upstream.document, upstream.word.span.start)
    servers = _row([code_span(text) for text in _servers(upstream)])
    return (UPSTREAM if servers else EMPTY).fill(name=name, place=place, servers=servers)


def _here(upstream: Upstream, found: Configuration) -> Phrase:
    name = code_span(upstream.word.text)
    servers = _row([code_span(text) for text in _servers(upstream)])
    words = STANDS_FOR.fill(name=name, servers=servers) if servers else NO_SERVERS.fill(name=name)
    # That nobody uses it is not told: a name in a variable is seen only when a request comes.
    users = _row(
        [
            where(each.document, each.connect.word.span.start)
            for each in found.connections
            if upstream_of(each.connect, found) is upstream
        ]
    )
    return USED_BY.fill(words=words, users=users) if users else words


def _row(items: Sequence[str | Phrase]) -> Phrase | None:
    """Return the first of `items` in a row, and how many are left; None without any."""
    row = in_a_row(items[:_MOST])
    left = len(items) - _MOST
    return (AND_MORE.fill(row=row, count=left) if left > 0 else row) if items else None


def _servers(upstream: Upstream) -> Iterator[str]:
    tree = tree_of(upstream.document)
    for directive in _blocks(tree, upstream):
        for statement in directive.block or ():
            if statement.name == "server":
                yield from (word.text for word in tree.arguments(statement)[:1])


def _blocks(tree: Tree, upstream: Upstream) -> Iterator[Directive]:
    """Yield the block whose name the upstream is: on top of a part, or in http or stream."""
    for directive in tree.directives:
        for each in (directive, *(directive.block or ())):
            names = tree.arguments(each)[:1] if each.name == "upstream" else ()
            if any(word.span == upstream.word.span for word in names):
                yield each


LINE = Phrase("line {line} of {file}", "{file} の {line} 行目")
AND_MORE = Phrase("{row} and {count} more", "{row} ほか {count} 個")
UPSTREAM = Phrase(
    "{name} is the upstream in {place}: {servers}",
    "{name} は {place}の upstream です: {servers}",
)
EMPTY = Phrase("{name} is the upstream in {place}", "{name} は {place}の upstream です")
STANDS_FOR = Phrase("{name} stands for {servers}.", "{name} は {servers} を指します。")
NO_SERVERS = Phrase("{name} has no servers here.", "ここでは {name} にサーバーがありません。")
USED_BY = Phrase("{words} It is used in {users}.", "{words}使用箇所: {users}。")
