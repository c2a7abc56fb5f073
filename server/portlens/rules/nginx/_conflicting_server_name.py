"""conflicting-server-name in nginx: names that servers on one socket share."""

from collections.abc import Iterable, Iterator

from portlens.formats.nginx.word import Word
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Listener, Server
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from, same_sockets, socket_name
from portlens.rules.nginx._version import at_least
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

NAMED = Phrase(
    "another server on {socket} already has the name {name}: nginx ignores it here",
    "{socket} の別のサーバーがすでに {name} という名前を持つため、ここでは無視されます",
)
NAMELESS = Phrase(
    "another server on {socket} has no name either: nginx never chooses this one",
    "{socket} には名前のないサーバーがすでにあるため、このサーバーは選ばれません",
)
EMPTY = Phrase(
    "another server on {socket} already has the empty name: nginx ignores it here",
    "{socket} の別のサーバーがすでに空の名前を持つため、ここでは無視されます",
)
REPEATED = Phrase(
    "this server has the name {name} already",
    "このサーバーはすでに {name} という名前を持っています",
)
FIRST = Phrase("the server that gets the requests", "リクエストを受け取るサーバー")
FIRST_EMPTY = Phrase("the server that has the empty name", "空の名前を持つサーバー")


class _Claim(NamedTuple):
    """A name that a server claims; `word` is None for the empty name of a server without any."""

    listener: Listener
    word: Word | None
    document: Document


_Named = tuple[Server, Word | None, Document]  # a server, and one of the names that it claims


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    modules = {"http", "stream"} if at_least(context, (1, 25, 5)) else {"http"}
    servers = [server for server in found.servers if server.module in modules and server.is_whole]
    named: dict[tuple[str, str], list[_Named]] = {}
    repeated: list[tuple[Server, Word, Document]] = []
    for server in servers:
        pause()
        had: set[str] = set()
        for name, word, place in _names(server):
            named.setdefault((server.module, name), []).append((server, word, place))
            if name in had and word is not None:
                repeated.append((server, word, place))
            had.add(name)
    spoken: set[tuple[str, Span]] = set()  # one name is reported once, not for each socket
    sharing = _sharing(servers) if repeated else set()
    for server, word, place in repeated:
        if server in sharing:  # of other servers nginx does not look at the names
            spoken.add((place.path, word.span))
            yield place, Finding(word.span, REPEATED.fill(name=word.text or '""'))
    for sharers in named.values():
        for first, later in _meeting(sharers):
            key = later.document.path, _span(later)
            if key not in spoken:
                spoken.add(key)
                yield later.document, _finding(first, later)


def _sharing(servers: Iterable[Server]) -> set[Server]:
    """Return the servers that have a socket in common with another."""
    pairs = same_sockets(listener for server in servers for listener in server.listeners)
    return {
        listener.server
        for first, later in pairs
        if first.server is not later.server
        for listener in (first, later)
    }


def _meeting(named: list[_Named]) -> Iterator[tuple[_Claim, _Claim]]:
    """Yield the claims of one name that meet on a socket, if not in one and the same server."""
    if all(server is named[0][0] for server, _, _ in named):
        return  # as with most names
    claims = {
        listener.order: _Claim(listener, word, place)
        for server, word, place in named
        for listener in server.listeners
    }
    for first, later in same_sockets(claim.listener for claim in claims.values()):
        if first.server is not later.server:
            yield claims[first.order], claims[later.order]


def _names(server: Server) -> Iterator[tuple[str, Word | None, Document]]:
    """Yield every name that nginx looks for; regular expressions never conflict."""
    if not server.names:
        yield "", None, server.document
    for word, place in server.names:
        text = word.text.lower()
        if text.startswith("~"):
            continue
        if text.startswith("."):
            # `.example.com` is `example.com` and `*.example.com`.
            yield text[1:], word, place
            yield "*" + text, word, place
        else:
            yield text, word, place


def _finding(first: _Claim, later: _Claim) -> Finding:
    name = later.word.text if later.word is not None else ""
    words, role = (NAMED, FIRST) if name else (EMPTY, FIRST_EMPTY)
    if not name and not _is_chosen_otherwise(later.listener):
        words = NAMELESS
    message = words.fill(socket=socket_name(first.listener, later.listener), name=name)
    related = Related(_span(first), role, path_from(later.document, first.document))
    return Finding(_span(later), message, (related,))


def _is_chosen_otherwise(listener: Listener) -> bool:
    """Tell whether nginx may choose a server whose empty name it ignores.

    That is the default server, which gets the requests for all names that no server has, and one
    with other names. Source: nginx 1.22.1 asked with and without a `Host` header.
    """
    has_names = any(word.text for word, _ in listener.server.names)
    return has_names or any(listener.listen.has(word) for word in ("default_server", "default"))


def _span(claim: _Claim) -> Span:
    return claim.word.span if claim.word is not None else claim.listener.span


check = per_file(_find)
