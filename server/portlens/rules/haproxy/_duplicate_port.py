"""duplicate-port in HAProxy's files: two proxies with one socket, between which chance decides.

HAProxy asks the kernel to share its sockets (SO_REUSEPORT), so that it starts, and each connection
goes to one of the two. Several lines of one proxy are a way to have several queues.
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.port_use import PortUse
from portlens.model.socket import ALONE, Socket
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from portlens.rules._sockets import name_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{socket} is bound by {other} too: HAProxy starts, and each connection goes to either of the "
    "two",
    "{socket} は {other} もバインドしています: HAProxy は起動しますが、"
    "接続はどちらか一方に振り分けられます",
)
FIRST = Phrase("{socket} is bound here first", "{socket} を先にバインドする場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each bind of a socket that an earlier proxy has."""
    by_address: dict[object, list[Socket]] = {}
    for socket in program_of(document, context.workspace).sockets:
        pause()
        if socket.certainty == "certain" and socket.sharing.reuse_port:
            # The group keeps the sockets of one proxy apart from those of others.
            alone = socket._replace(sharing=ALONE._replace(group=_owner(socket) or "global"))
            by_address.setdefault((socket.address, socket.transport), []).append(alone)
    for sockets in by_address.values():
        for socket, first in refused(sockets):
            pause()
            # Of a range only what both have.
            low, high = max(socket.first, first.first), min(socket.last, first.last)
            shared = name_of(socket._replace(first=low, last=high))
            message = MESSAGE.fill(socket=shared, other=_owner(first))
            related = Related(first.place.span, FIRST.fill(socket=name_of(first)))
            yield Finding(socket.place.span, message, (related,))


def _owner(socket: Socket) -> str:
    return socket.detail.owner if isinstance(socket.detail, PortUse) else ""
