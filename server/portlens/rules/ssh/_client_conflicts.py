"""Forwards of an ssh_config that want one port of one machine."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portlens.formats.ssh.directive import Block, Tree
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.finding import Finding, Related
from portlens.rules.ssh._forwards import Forward, forwards
from portlens.rules.ssh._places import place
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

# Where lines count: in one block, for every connection, or in some block, whichever.
Scope = Span | str
EVERYWHERE = "everywhere"
SOMEWHERE = "somewhere"


def client_conflicts(document: Document) -> Iterator[Finding]:
    """Yield a warning for each forward that cannot listen, since an earlier one does there.

    ssh tells of it when it connects, and goes on unless ExitOnForwardFailure is set. Compared
    are forwards that are certain to count together: those of one block, and of a block and
    what counts everywhere (`Host *`, `Match all`, lines above all blocks). Two other blocks
    need not count for the same host.
    """
    strict = _Strict(document)
    seen: set[tuple[object, ...]] = set()
    taken: dict[tuple[object, ...], Forward] = {}
    for forward in forwards(document):
        port = forward.listening.port
        scope = _scope(forward.line.block)
        same = {(each, *_ends(forward)) for each in (EVERYWHERE, scope)}
        if port is None or not seen.isdisjoint(same):
            continue  # no port, or exactly what is there already: ssh drops the second one
        seen.add((scope, *_ends(forward)))
        addresses = _bound(forward.listening.address)
        clashes = [_clash(taken, forward, scope, address) for address in addresses]
        for address, clash in zip(addresses, clashes, strict=True):
            if clash is None or _scope(clash.line.block) not in (scope, EVERYWHERE):
                _take(taken, forward, scope, address)
        found = [clash for clash in clashes if clash]
        if found:
            first = min(found, key=_by_certainty)
            is_whole = len(found) == len(clashes)
            yield _finding(document, forward, first, strict, is_whole=is_whole)


def _scope(block: Block | None) -> Scope:
    return EVERYWHERE if block is None or block.is_for_all else block.span


def _beside(scope: Scope) -> tuple[Scope, ...]:
    """Return where the lines are that may count together with one in `scope`."""
    return (EVERYWHERE, SOMEWHERE) if scope == EVERYWHERE else (EVERYWHERE, scope)


def _counted(scope: Scope) -> tuple[Scope, ...]:
    """Return where a line in `scope` is looked for."""
    return (EVERYWHERE,) if scope == EVERYWHERE else (scope, SOMEWHERE)


def _clash(
    taken: dict[tuple[object, ...], Forward], forward: Forward, scope: Scope, address: Address
) -> Forward | None:
    """Return the earlier forward that has `address`, or a wildcard over it, or under it."""
    family = "any" if address.is_wildcard else "wildcard"
    keys = [
        (each, *_port(forward), address.family, which)
        for each in _beside(scope)
        for which in (address.text, family)
    ]
    found = (taken[key] for key in keys if key in taken)
    others = (other for other in found if _ends(other) != _ends(forward))
    return min(others, key=_by_certainty, default=None)


def _by_certainty(forward: Forward) -> tuple[bool, Span]:
    """Put first what counts for every connection, then what comes first in the file."""
    return _scope(forward.line.block) != EVERYWHERE, forward.span


def _ends(forward: Forward) -> tuple[object, object]:
    return forward.key, forward.target_key


def _take(
    taken: dict[tuple[object, ...], Forward], forward: Forward, scope: Scope, address: Address
) -> None:
    for each in _counted(scope):
        for which in (address.text, "any", *(("wildcard",) if address.is_wildcard else ())):
            taken.setdefault((each, *_port(forward), address.family, which), forward)


def _port(forward: Forward) -> tuple[bool, int | None]:
    port = forward.listening.port
    return forward.is_remote, port.first if port else None


def _bound(address: Address | None) -> Sequence[Address]:
    """Return what ssh binds: `*` is every address of both families."""
    if address is None:
        return ()
    if address.text == "*":
        return ANY_IPV4, ANY_IPV6
    if address.text == "localhost":
        return Address("ipv4", "127.0.0.1"), Address("ipv6", "::1")
    return (address,)


class _Setting(NamedTuple):
    at: int
    is_yes: bool


class _Strict:
    """Where a failed forward ends the connection: the first ExitOnForwardFailure counts."""

    def __init__(self, document: Document) -> None:
        tree = document.reading.tree
        self._first: dict[Scope, _Setting] = {}
        for line in tree.directives if isinstance(tree, Tree) else ():
            if line.keyword == "exitonforwardfailure" and line.words:
                is_yes = line.words[0].text.lower() in ("yes", "true")
                setting = _Setting(line.key.start, is_yes)
                self._first.setdefault(_scope(line.block), setting)

    def has(self, *scopes: Scope) -> bool:
        """Tell whether lines in all `scopes` together make it so."""
        found = [self._first[scope] for scope in (EVERYWHERE, *scopes) if scope in self._first]
        return bool(found) and min(found).is_yes


def _finding(
    document: Document, forward: Forward, first: Forward, strict: _Strict, *, is_whole: bool
) -> Finding:
    """Word what happens; ssh fails only where none of the forward's addresses is free."""
    mine, others = _scope(forward.line.block), _scope(first.line.block)
    port, other = forward.listening.port or first.listening.port, first.listening.port
    message = (REMOTE if forward.is_remote else LOCAL).fill(
        port=port.first if port else None,
        place=place(document, document, first.span),
        what=FAILS if is_whole else GETS_LESS,
    )
    if mine == EVERYWHERE != others and first.line.block:
        message = FOR_BLOCK.fill(message=message, block=first.line.block.name)
    is_error = is_whole and strict.has(mine, others)
    return Finding(
        "listen-conflict",
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
