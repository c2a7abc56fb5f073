"""ineffective-port in OpenSSH's files: a Port line that counts for nothing."""

from collections.abc import Iterable, Iterator

from portlens.formats.ssh import CLIENT
from portlens.formats.ssh.directive import Directive
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.ssh.client_ports import overridden_in
from portlens.programs.ssh.sockets import Server, server_of
from portlens.rules.ssh._places import place, related
from portlens.text.edit import line_removal
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "sshd does not listen on {port}: every ListenAddress has a port of its own",
    "sshd は {port} で待ち受けません: すべての ListenAddress にポートが書かれています",
)
OVERRIDDEN = Phrase(
    "ssh never uses {port} here: {first} in {place} comes first, and the first value counts",
    "ssh がこの {port} を使うことはありません: 最初の値が有効で、{place}の {first} が先です",
)
NEVER = Phrase(
    "no line has sshd listen on {port}: no connection matches",
    "sshd が {port} で待ち受ける設定はないため、一致する接続はありません",
)
ADDRESS = Phrase("the port that counts", "有効なポート")
REMOVE = Phrase("Remove the line", "行を削除する")


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Return a finding for each Port line of `document` that counts for nothing."""
    if document.format.id == CLIENT:
        return _client(document, context)
    return _server(document, context)


def _client(document: Document, context: Context) -> Iterator[Finding]:
    for line, first in overridden_in(document, context.workspace):
        pause()
        if line.use.port is None or first.use.port is None:
            continue
        where = place(document, first.document, first.use.span)
        yield Finding(
            line.use.port.span,
            OVERRIDDEN.fill(port=line.port, first=first.port, place=where),
            (related(document, first.document, first.use.port.span, ADDRESS),),
            # What was meant is the opposite: the line stays until somebody decides.
            (Fix(REMOVE, (line_removal(document.text, line.directive.line),)),),
            is_unnecessary=True,
        )


def _server(document: Document, context: Context) -> Iterator[Finding]:
    found = server_of(document, context.workspace)
    if not found.is_whole:
        return
    if found.main.path.rpartition("/")[2] == "sshd_config":
        yield from _never_matching(document, found)
    if found.is_port_used:
        return
    address = found.addresses[0]
    for line in found.ports:
        pause()
        if line.document is document.source:
            yield Finding(
                line.span,
                MESSAGE.fill(port=line.port),
                (related(document, address.document, address.span, ADDRESS),),
                # Safe: sshd never looks at the line.
                (Fix(REMOVE, (line_removal(document.text, line.line),), is_safe=True),),
                is_unnecessary=True,
            )


def _never_matching(document: Document, found: Server) -> Iterator[Finding]:
    """Yield a hint for each `Match LocalPort` whose port no line makes sshd listen on.

    No more than a hint: `sshd -p` and a socket of systemd know other ports.
    """
    ports = {socket.first for socket in found.sockets}
    for use in document.uses:
        pause()
        line = use.detail
        if not isinstance(line, Directive) or line.keyword != "match" or use.port is None:
            continue
        if use.port.first is not None and use.port.first not in ports:
            message = NEVER.fill(port=use.port.first)
            yield Finding(use.port.span, message, severity="hint")
