"""Sockets of OpenSSH that exclude each other."""

from collections.abc import Iterator

from portlens.formats.ssh.directive import Tree
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, overlap
from portlens.model.finding import Finding, Fix, Related
from portlens.rules.ssh._forwards import Forward, forwards
from portlens.rules.ssh._places import place, related, removal
from portlens.rules.ssh._server_duplicates import written
from portlens.rules.ssh._sockets import Listener, clashes, server
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.context import Context
from portlens.workspace.document import Document
from portlens.workspace.service_names import ServiceNames
from portlens.workspace.ssh_lines import configuration


def server_conflicts(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a warning for each ListenAddress that sshd cannot bind; it runs on without it."""
    found = server(
        configuration(document, context.workspace), ServiceNames(document, context.workspace)
    )
    spoken: set[int] = set()
    for clash in clashes(found.sockets()):
        loser, winner = clash.socket.address_line, clash.taken_by.address_line
        if loser is None or winner is None or loser.document is not document:
            continue
        if clash.socket.address == clash.taken_by.address or id(loser) in spoken:
            continue  # the very same socket twice is a duplicate, another rule's
        spoken.add(id(loser))
        values = {
            "loser": written(clash.socket),
            "winner": written(clash.taken_by),
            "place": place(document, winner.document, winner.span),
        }
        is_covered = clash.taken_by.address.is_wildcard
        yield Finding(
            "listen-conflict",
            loser.span,
            (COVERED if is_covered else TAKEN).fill(**values),
            related=(related(document, winner.document, winner.span, WINNER),),
            fixes=tuple(_fixes(document, loser)) if is_covered else (),
            severity="warning",
            is_unnecessary=is_covered,
        )


def _fixes(document: Document, loser: Listener) -> Iterator[Fix]:
    if loser.port is not None:  # the line asks for this one socket
        yield Fix(REMOVE, (removal(document.text, loser.line),), is_preferred=True)


def client_conflicts(document: Document) -> Iterator[Finding]:
    """Yield a warning for each forward that cannot listen, since its block has another there.

    ssh tells of it when it connects, and goes on unless ExitOnForwardFailure is set. Forwards
    of different blocks are not compared: they need not count for the same host.
    """
    strict = _strict_blocks(document)
    earlier: dict[tuple[Span | None, bool, int | None], list[Forward]] = {}
    for forward in forwards(document):
        port = forward.listening.port
        if port is None:
            continue
        others = earlier.setdefault((forward.block, forward.is_remote, port.first), [])
        clash = next((other for other in others if _exclude(other, forward)), None)
        if clash is None:
            others.append(forward)
        elif clash.key != forward.key or clash.target_key != forward.target_key:
            where = place(document, document, clash.span)
            span = clash.listening.port.span if clash.listening.port else clash.span
            yield Finding(
                "listen-conflict",
                port.span,
                (REMOTE if forward.is_remote else LOCAL).fill(port=port.first, place=where),
                related=(Related(span, FIRST),),
                severity="error" if forward.block in strict else "warning",
            )


def _strict_blocks(document: Document) -> set[Span | None]:
    """Return the blocks in which a failed forward ends the connection."""
    tree = document.reading.tree
    if not isinstance(tree, Tree):
        return set()
    return {
        line.block.span if line.block else None
        for line in tree.directives
        if line.keyword == "exitonforwardfailure" and line.words and line.words[0].text == "yes"
    }


def _exclude(one: Forward, other: Forward) -> bool:
    return any(
        overlap(first, second)
        for first in _bound(one.listening.address)
        for second in _bound(other.listening.address)
    )


def _bound(address: Address | None) -> tuple[Address, ...]:
    """Return what ssh binds: `*` is every address of both families."""
    if address is None:
        return ()
    if address.text == "*":
        return ANY_IPV4, ANY_IPV6
    if address.text == "localhost":
        return Address("ipv4", "127.0.0.1"), Address("ipv6", "::1")
    return (address,)


TAKEN = Phrase(
    "sshd binds {winner} in {place} first and then cannot bind {loser}",
    "sshd は{place}の {winner} を先にバインドするため、{loser} をバインドできません",
)
COVERED = Phrase(
    "sshd cannot bind {loser} as well: {winner} in {place} covers it",
    "sshd は {loser} をバインドできません: {place}の {winner} に含まれます",
)
WINNER = Phrase("sshd binds this first", "sshd はこれを先にバインドします")
LOCAL = Phrase(
    "{place} listens on port {port} already: this forward fails",
    "{place}がすでにポート {port} で待ち受けているため、この転送は失敗します",
)
REMOTE = Phrase(
    "{place} has the server listen on port {port} already: this forward fails",
    "{place}がすでにサーバーのポート {port} を使っているため、この転送は失敗します",
)
FIRST = Phrase("the first one", "最初の行")
REMOVE = Phrase("Remove the line", "行を削除する")
