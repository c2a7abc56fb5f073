"""Hovers in nginx's files: what a place means in the whole configuration."""

from collections.abc import Iterator

from portlens.features.nginx.upstreams import upstream_at, where
from portlens.formats._names import is_template_path
from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.listen import Listen
from portlens.model.address import overlap
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Configuration, Listener, Server
from portlens.programs.program import origin
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase, same
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_VARIABLE = regex(r"\$\w+|\$\{\w+\}")


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield which server answers on a socket, and that nginx connects to itself."""
    found = configuration(document, context.workspace)
    if isinstance(use.detail, Listen):
        mine = next((each for each in found.listeners if _is_at(each, document, use)), None)
        if mine is not None and mine.listen.module == "http" and found.is_whole:
            yield from _answering(mine, found)
    elif isinstance(use.detail, Connect):
        yield from _itself(use, document, found)


def reasons(document: Document, part: PortRange, context: Context) -> Iterator[Phrase]:
    """Yield where a template's variable is set, and that nginx's own wait for a request.

    Only statements that connect take variables, and in a template `${name}` is no variable yet.
    """
    text, use = part.span.of(document.text), document.use_at(part.span.start)
    set_at = origin(document, part, context.workspace)
    there = context.workspace.document(set_at.path) if set_at is not None else None
    if set_at is not None and there is not None and part.first is not None:
        name = code_span(text.strip("${}"))
        yield FILLED.fill(name=name, value=part.first, place=where(there, set_at.span.start))
    is_variable = use is not None and isinstance(use.detail, Connect) and _VARIABLE.fullmatch(text)
    if is_variable and not is_template_path(document.path):
        yield RUNTIME.fill(name=code_span(text))


def place(document: Document, offset: int, context: Context) -> tuple[Span, Phrase] | None:
    """Return the name of an upstream at `offset`, and what it stands for."""
    return upstream_at(document, offset, context)


def _is_at(listener: Listener, document: Document, use: PortUse) -> bool:
    return listener.document.path == document.path and listener.span.start == use.span.start


def _answering(mine: Listener, found: Configuration) -> Iterator[Phrase]:
    """Yield who answers where no name matches, and what a closer address takes away."""
    same_socket = [
        each for each in found.listeners if (each.socket, each.ports) == (mine.socket, mine.ports)
    ]
    default = next((each for each in same_socket if _is_default(each)), same_socket[0])
    if default.server is not mine.server:
        yield DEFAULT.fill(server=_named(default.server))
    elif len({id(each.server) for each in same_socket}) > 1:
        yield DEFAULT_IS_THIS
    address = mine.socket[1]
    if address is None or address.is_wildcard or address.family not in ("ipv4", "ipv6"):
        return
    for other in found.listeners:
        theirs = other.socket[1]
        is_beside = other.socket[0] == mine.socket[0] and other.ports == mine.ports
        if is_beside and theirs and theirs.is_wildcard and overlap(theirs, address):
            yield SHADOWS.fill(address=code_span(address.text), server=_named(other.server))
            return


def _is_default(listener: Listener) -> bool:
    return listener.listen.has("default_server") or listener.listen.has("default")


def _itself(use: PortUse, document: Document, found: Configuration) -> Iterator[Phrase]:
    """Yield that a loopback address and port are those of a socket of this very nginx."""
    address, port = use.address, use.port.first if use.port else None
    if address is None or port is None or not address.is_loopback:
        return
    for socket in found.sockets:
        is_there = socket.transport == use.transport and socket.first <= port <= socket.last
        if is_there and (address.family == "name" or overlap(socket.address, address)):
            listener = found.documents.get(socket.place.path, document)
            yield ITSELF.fill(place=where(listener, socket.place.span.start))
            return


def _named(server: Server) -> Phrase:
    at = server.directive.start if server.directive is not None else 0
    place = where(server.document, at)
    if not server.names:
        return place
    return NAMED.fill(name=code_span(server.names[0][0].text), place=place)


FILLED = Phrase(
    "{name} is {value} in the container: {place}",
    "{name} はコンテナー内で {value} です: {place}",
)
RUNTIME = Phrase(
    "{name} is a variable of nginx: the port is known only when a request comes",
    "{name} は nginx の変数なので、ポートはリクエストが届くまで分かりません",
)
NAMED = same("{name} ({place})")
DEFAULT = Phrase(
    "Where no name matches, another server answers on this socket: {server}.",
    "一致する名前がないリクエストには、このソケットの別のサーバーが応答します: {server}。",
)
DEFAULT_IS_THIS = Phrase(
    "Where no name matches, this server answers on this socket.",
    "一致する名前がないリクエストには、このソケットではこのサーバーが応答します。",
)
SHADOWS = Phrase(
    "What comes in at {address} is answered by the servers that listen on this address, never by "
    "those of the wildcard such as {server}.",
    "{address} に届くリクエストには、このアドレスで待ち受けるサーバーだけが応答します。"
    "ワイルドカードアドレスの {server} などは応答しません。",
)
ITSELF = Phrase(
    "This nginx itself listens there: {place}.",
    "そこで待ち受けているのはこの nginx 自身です: {place}。",
)
