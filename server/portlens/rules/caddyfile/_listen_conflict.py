"""listen-conflict in Caddyfiles: sockets of HTTP/3 that Caddy 2.6 cannot open beside each other.

It asks the kernel to share its sockets of TCP alone, newer versions those of UDP as well.
"""

from collections.abc import Iterator

from portlens.formats.caddyfile.options import options_of
from portlens.formats.caddyfile.sites import Listener, bind_words, listener_of
from portlens.model.finding import Finding, Related
from portlens.model.socket import ALONE, Place, Socket
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.caddyfile.configuration import Configuration, configuration
from portlens.programs.program import program_of
from portlens.rules.caddyfile._servers import name_of
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "Caddy 2.6 fails to start: it cannot open {address} for HTTP/3 (UDP) beside {other} "
    "(newer versions share the port)",
    "Caddy 2.6 は起動に失敗します: HTTP/3 (UDP) のために {address} を {other} と同時に開けません"
    "（より新しいバージョンはポートを共有します）",
)
WILDCARDS = Phrase(
    "Caddy 2.6 fails to start: for it {address} and {other} each mean all addresses of IPv4 and "
    "IPv6, and it cannot open the port twice for HTTP/3 (UDP); newer versions share it",
    "Caddy 2.6 は起動に失敗します: {address} も {other} も IPv4 と IPv6 の全アドレスを意味し、"
    "HTTP/3 (UDP) のために同じポートを 2 回開けません（より新しいバージョンはポートを共有します）",
)
OTHER = Phrase("it is opened here first", "先に開く場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield where Caddy is told to open a socket of UDP that excludes another.

    That is the word of `bind` or `default_bind`, once for all sites that it holds for, or the
    site that has none.
    """
    sockets = [
        # What Caddy writes in the same way is one socket to it, however many sites it has.
        socket._replace(sharing=ALONE._replace(group=str(socket.detail)))
        for socket in pausing(program_of(document, context.workspace).sockets)
        if socket.certainty == "certain" and socket.transport == "udp"
    ]
    found: _Places | None = None
    seen: set[Place] = set()
    for socket, rival in refused(sockets):
        if found is None:  # few files have a conflict
            found = _Places(configuration(document, context.workspace))
        here, there = found.of(socket), found.of(rival)
        # One line that binds two addresses too many is told once.
        is_told = here in seen or socket.place in seen
        seen |= {here, socket.place}
        if here.path != document.path or is_told:
            continue
        related = Related(there.span, OTHER, None if there.path == document.path else there.path)
        are_all = socket.address == rival.address and socket.address.is_wildcard
        message = (WILDCARDS if are_all else MESSAGE).fill(
            address=_name_of(socket), other=_name_of(rival)
        )
        yield Finding(here.span, message, (related,), severity="warning")


class _Places:
    """Where each listener is asked for."""

    def __init__(self, found: Configuration) -> None:
        self._found = found
        self._options = options_of(found.blocks)

    def of(self, socket: Socket) -> Place:
        """Return the word that binds the listener's first site to it; else the socket's site."""
        listener = socket.detail
        sites = self._found.servers.get(listener, []) if isinstance(listener, Listener) else []
        for site in sites[:1]:
            for word in bind_words(self._found.blocks[site.block], self._options):
                if listener_of(word.text, socket.first) == listener:
                    return Place(self._found.path_of(word), word.span)
        return socket.place


def _name_of(socket: Socket) -> str:
    """Return a socket as its writer knows it: `0.0.0.0:443`, where Caddy opens `[::]:443`."""
    return name_of(socket.detail) if isinstance(socket.detail, Listener) else str(socket.first)
