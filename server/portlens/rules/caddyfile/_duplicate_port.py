"""duplicate-port in Caddyfiles: one socket of two servers, between which chance decides.

Caddy asks the kernel to share its sockets (SO_REUSEPORT), so that it starts, and each connection
goes to one of the two servers.
"""

from collections.abc import Iterator

from portlens.formats.caddyfile.sites import Listener
from portlens.model.finding import Finding, Related
from portlens.model.socket import ALONE, Socket
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.caddyfile.configuration import configuration
from portlens.programs.caddyfile.sockets import server_names
from portlens.programs.program import program_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "port {port} is opened twice on one address: Caddy starts, and each connection goes to either "
    "of two servers",
    "ポート {port} が 1 つのアドレスで 2 回開かれます: Caddy は起動しますが、"
    "接続は 2 つのサーバーのどちらかに振り分けられます",
)
FIRST = Phrase("it is opened here first", "先に開く場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each socket that an earlier server has under another name.

    Two names of one server lose nothing: whichever socket a connection comes in at, the same
    sites answer.
    """
    names = server_names(configuration(document, context.workspace))
    by_address: dict[object, list[Socket]] = {}
    for socket in program_of(document, context.workspace).sockets:
        pause()
        if socket.certainty == "certain" and socket.transport == "tcp":
            server = names.get(socket.detail) if isinstance(socket.detail, Listener) else None
            group = server or str(socket.detail)
            alone = socket._replace(sharing=ALONE._replace(group=group))
            by_address.setdefault(socket.address, []).append(alone)
    for sockets in by_address.values():
        for socket, first in refused(sockets):
            if socket.place.path != document.path:
                continue
            path = first.place.path
            other = Related(first.place.span, FIRST, None if path == document.path else path)
            yield Finding(socket.place.span, MESSAGE.fill(port=socket.first), (other,))
