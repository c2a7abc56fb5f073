"""Sockets of sshd that exclude each other."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.services.names import ServiceNames
from portlens.programs.ssh.lines import configuration
from portlens.programs.ssh.sockets import Listener, clashes, server
from portlens.rules.ssh._places import place, related, removal
from portlens.rules.ssh._server_duplicates import written
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


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


TAKEN = Phrase(
    "sshd binds {winner} in {place} first and then cannot bind {loser}",
    "sshd は{place}の {winner} を先にバインドするため、{loser} をバインドできません",
)
COVERED = Phrase(
    "sshd cannot bind {loser} as well: {winner} in {place} covers it",
    "sshd は {loser} をバインドできません: {place}の {winner} に含まれます",
)
WINNER = Phrase("sshd binds this first", "sshd はこれを先にバインドします")
REMOVE = Phrase("Remove the line", "行を削除する")
