"""listen-conflict in Caddyfiles: sockets of HTTP/3 that Caddy 2.6 cannot open beside each other.

It asks the kernel to share its sockets of TCP alone, newer versions those of UDP as well.
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.socket import ALONE
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "Caddy 2.6 fails to start: it cannot open {port}/udp for HTTP/3 at {address} beside {other} "
    "(newer versions share the port)",
    "Caddy 2.6 は起動に失敗します: HTTP/3 の {port}/udp を {address} で {other} と同時に開けません"
    "（より新しいバージョンはポートを共有します）",
)
OTHER = Phrase("it is opened here first", "先に開く場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later of each two sites whose sockets of UDP exclude each other."""
    sockets = [
        # What Caddy writes in the same way is one socket to it, however many sites it has.
        socket._replace(sharing=ALONE._replace(group=str(socket.detail)))
        for socket in pausing(program_of(document, context.workspace).sockets)
        if socket.certainty == "certain" and socket.transport == "udp"
    ]
    seen: set[Span] = set()
    for socket, rival in refused(sockets):
        if socket.place.path != document.path or socket.place.span in seen:
            continue
        seen.add(socket.place.span)
        path = rival.place.path
        related = Related(rival.place.span, OTHER, None if path == document.path else path)
        message = MESSAGE.fill(
            port=socket.first, address=socket.address.text, other=rival.address.text
        )
        yield Finding(socket.place.span, message, (related,), severity="warning")
