"""Where servers that share a socket disagree on its protocol.

Source: what nginx 1.23.4 and newer warn of, read in ngx_http_add_addresses of
src/http/ngx_http.c: one listen may say the options for all, all may say the same, and a mix
of both is warned of.
"""

from collections.abc import Iterable, Iterator

from portlens.programs.nginx.servers import Listener
from portlens.text.pause import pause

PROTOCOLS = ("ssl", "http2", "proxy_protocol")


def disagreeing(listeners: Iterable[Listener]) -> Iterator[tuple[Listener, Listener]]:
    """Yield (the first listener of a socket, one that nginx warns of), in nginx's order."""
    sockets: dict[object, _Socket] = {}
    for listener in listeners:
        pause()
        if listener.ports is None:
            continue
        key = (*listener.socket, *listener.ports)
        socket = sockets.get(key)
        if socket is None:
            sockets[key] = _Socket(listener)
        elif socket.disagrees(listener):
            yield socket.first, listener


class _Socket:
    """What the listens of one socket have said so far.

    `options` is what any of them said and what the socket really does; `agreed` is what the
    others must say once two have spoken.
    """

    def __init__(self, first: Listener) -> None:
        self.first = first
        self.options = _options(first)
        self.is_set = bool(first.socket_options)
        self.agreed: frozenset[str] | None = None
        self.has_changed = False

    def disagrees(self, listener: Listener) -> bool:
        """Take in a further listen; tell whether nginx warns of it."""
        before, after = self.options, _options(listener)
        sets = bool(listener.socket_options)
        self.is_set = self.is_set or sets
        breaks = self.agreed is not None and after != self.agreed
        if after - before:
            is_odd = (self.is_set and not sets) or self.has_changed or bool(before - after)
            self.agreed = before
            self.has_changed = True
        elif before - after:
            is_odd = sets or breaks
            self.agreed = after
            self.has_changed = True
        else:
            is_odd = (sets and self.has_changed) or breaks
            self.agreed = after
        self.options = before | after
        return is_odd


def _options(listener: Listener) -> frozenset[str]:
    return frozenset(name for name in PROTOCOLS if listener.listen.has(name))
