"""Sockets of sshd that exclude each other."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.ssh.sockets import ListenLine, lines_of
from portlens.rules.ssh._places import place, related
from portlens.rules.ssh._server_duplicates import written
from portlens.rules.ssh._start import start_of
from portlens.text.edit import line_removal
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def server_conflicts(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a warning for each ListenAddress that sshd cannot bind; it runs on without it."""
    spoken: set[int] = set()
    for socket, rival in start_of(document, context.workspace).lost:
        loser, winner = lines_of(socket).address, lines_of(rival).address
        if loser is None or winner is None or loser.document is not document.source:
            continue
        if socket.address == rival.address or id(loser) in spoken:
            continue  # the very same socket twice is a duplicate, another rule's
        spoken.add(id(loser))
        values = {
            "loser": written(socket),
            "winner": written(rival),
            "place": place(document, winner.document, winner.span),
        }
        is_covered = rival.address.is_wildcard
        yield Finding(
            loser.span,
            (COVERED if is_covered else TAKEN).fill(**values),
            related=(related(document, winner.document, winner.span, WINNER),),
            fixes=tuple(_fixes(document, loser)) if is_covered else (),
            severity="warning",
            is_unnecessary=is_covered,
        )


def _fixes(document: Document, loser: ListenLine) -> Iterator[Fix]:
    if loser.port is not None:  # the line asks for this one socket
        yield Fix(REMOVE, (line_removal(document.text, loser.line),), is_preferred=True)


TAKEN = Phrase(
    "sshd binds {winner} in {place} first and then cannot bind {loser}",
    "sshd は {place}の {winner} を先にバインドするため、{loser} をバインドできません",
)
COVERED = Phrase(
    "sshd cannot bind {loser} as well: {winner} in {place} covers it",
    "sshd は {loser} をバインドできません: {place}の {winner} に含まれます",
)
WINNER = Phrase("sshd binds this first", "sshd はこれを先にバインドします")
REMOVE = Phrase("Remove the line", "行を削除する")
