"""Forwards of an ssh_config that want one port of one machine."""

from collections.abc import Iterator
from itertools import groupby

from portlens.formats.ssh.directive import Tree
from portlens.model.finding import Finding, Related
from portlens.network.overlap import refused
from portlens.programs.ssh.forwards import Forward, block_that_decides, forward_of, sockets
from portlens.rules.ssh._places import place
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def client_conflicts(document: Document) -> Iterator[Finding]:
    """Yield a warning for each forward that cannot listen, since an earlier one does there.

    ssh tells of it when it connects, and goes on unless ExitOnForwardFailure is set. Compared
    are forwards that are certain to count together: those of one block, and of a block and
    what counts everywhere (`Host *`, `Match all`, lines above all blocks). Two other blocks
    need not count for the same host.
    """
    strict = _Strict(document)
    every = tuple(sockets(document))
    rivals = {id(socket): rival for socket, rival in refused(every, goes_on=True)}
    for _, group in groupby(every, key=lambda socket: id(socket.detail)):
        opened = list(group)
        found = [rivals[id(socket)] for socket in opened if id(socket) in rivals]
        if found:
            first = min(map(forward_of, found), key=_by_certainty)
            is_whole = len(found) == len(opened)
            yield _finding(document, forward_of(opened[0]), first, strict, is_whole=is_whole)


def _by_certainty(forward: Forward) -> tuple[bool, Span]:
    """Put first what counts for every connection, then what comes first in the file."""
    return bool(_block(forward)), forward.span


def _block(forward: Forward) -> str:
    return block_that_decides(forward.line.block)


class _Setting(NamedTuple):
    at: int
    is_yes: bool


class _Strict:
    """Where a failed forward ends the connection: the first ExitOnForwardFailure counts."""

    def __init__(self, document: Document) -> None:
        tree = document.reading.tree
        self._first: dict[str, _Setting] = {}
        for line in tree.directives if isinstance(tree, Tree) else ():
            if line.keyword == "exitonforwardfailure" and line.words:
                is_yes = line.words[0].text.lower() in ("yes", "true")
                setting = _Setting(line.key.start, is_yes)
                self._first.setdefault(block_that_decides(line.block), setting)

    def has(self, *blocks: str) -> bool:
        """Tell whether the lines in all `blocks` and those that always count make it so."""
        found = [self._first[block] for block in ("", *blocks) if block in self._first]
        return bool(found) and min(found).is_yes


def _finding(
    document: Document, forward: Forward, first: Forward, strict: _Strict, *, is_whole: bool
) -> Finding:
    """Word what happens; ssh fails only where none of the forward's addresses is free."""
    mine, others = _block(forward), _block(first)
    port, other = forward.listening.port or first.listening.port, first.listening.port
    message = (REMOTE if forward.is_remote else LOCAL).fill(
        port=port.first if port else None,
        place=place(document, document, first.span),
        what=FAILS if is_whole else GETS_LESS,
    )
    if not mine and others and first.line.block:
        message = FOR_BLOCK.fill(message=message, block=first.line.block.name)
    is_error = is_whole and strict.has(mine, others)
    return Finding(
        port.span if port else forward.span,
        message,
        related=(Related(other.span if other else first.span, FIRST),),
        severity="error" if is_error else "warning",
    )


LOCAL = Phrase(
    "{place} listens on port {port} already: {what}",
    "{place}がすでにポート {port} で待ち受けているため、{what}",
)
REMOTE = Phrase(
    "{place} has the server listen on port {port} already: {what}",
    "{place}がすでにサーバーのポート {port} を使っているため、{what}",
)
FAILS = Phrase("this forward fails", "この転送は失敗します")
GETS_LESS = Phrase(
    "this forward misses some of its addresses",
    "この転送は一部のアドレスで待ち受けられません",
)
FOR_BLOCK = Phrase("{message} (in {block})", "{message} ({block} の場合)")
FIRST = Phrase("the first one", "最初の行")
