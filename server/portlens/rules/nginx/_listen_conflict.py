"""listen-conflict in nginx: what `nginx -t` passes and the start fails on."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.network.free_port import FreePorts
from portlens.network.overlap import refused
from portlens.programs.nginx.servers import Configuration
from portlens.programs.nginx.sockets import listener_of, module_of
from portlens.rules.nginx._free_port import free_port_fix
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MODULES = Phrase(
    "{socket} is taken by {module} already: nginx fails to start",
    "{socket} はすでに {module} が使っているため、nginx は起動に失敗します",
)
DUAL_STACK = Phrase(
    "{socket} is taken already by {other}, which takes IPv4 too: nginx fails to start",
    "{socket} は IPv4 も受け付ける {other} とぶつかり、nginx は起動に失敗します",
)
SEPARATE = Phrase(
    "{socket} cannot be bound separately from {other}: nginx fails to start on Linux",
    "{socket} は {other} と別にバインドできず、Linux では nginx が起動に失敗します",
)
OTHER = Phrase("{socket} is bound here", "{socket} をバインドする場所")


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    """Yield the later one, in nginx's order, of each two sockets that exclude each other."""
    free = FreePorts(found.sockets, context.catalogue)
    for later, first in refused(found.sockets):
        pause()
        here, there = listener_of(later), listener_of(first)
        related = Related(
            there.span, OTHER.fill(socket=_name(first)), path_from(here.document, there.document)
        )
        message = _message(first, later)
        fixes = free_port_fix(here, free)
        yield here.document, Finding(here.span, message, (related,), fixes)


check = per_file(_find)


def _message(first: Socket, later: Socket) -> Phrase:
    dual = next((one for one in (first, later) if one.address.dual_stack), None)
    if dual is not None and first.address.family != later.address.family:
        other = first if dual is later else later
        return DUAL_STACK.fill(socket=_name(other), other=_name(dual))
    if module_of(first) != module_of(later):
        return MODULES.fill(socket=_name(later), module=module_of(first))
    return SEPARATE.fill(socket=_name(later), other=_name(first))


def _name(socket: Socket) -> str:
    address = listener_of(socket).listen.parsed.address or socket.address
    if address.family == "unix":
        return f"unix:{address.text}"
    host = f"[{address.text}]" if address.family == "ipv6" else address.text
    ports = str(socket.first) if socket.first == socket.last else f"{socket.first}-{socket.last}"
    return f"{host}:{ports}"
