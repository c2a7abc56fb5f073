"""Listeners whose sockets are the same, over ranges of ports too."""

from collections.abc import Hashable, Iterable, Iterator

from portlens.text.phrase import Phrase, same
from portlens.workspace.document import Document
from portlens.workspace.nginx_configuration import Listener


def same_sockets(listeners: Iterable[Listener]) -> Iterator[tuple[Listener, Listener]]:
    """Yield pairs of listeners on the same socket, the one that nginx reads first in front.

    Every listener is the later one of at most one pair, so that there is one finding for
    each place and not one for each pair.
    """
    by_socket: dict[Hashable, list[tuple[int, int, int, Listener]]] = {}
    for listener in listeners:
        ports = listener.ports
        if ports is not None:
            entry = (*ports, listener.order, listener)
            by_socket.setdefault(listener.socket, []).append(entry)
    for entries in by_socket.values():
        if len(entries) > 1:
            yield from _meeting(entries)


def _meeting(
    entries: list[tuple[int, int, int, Listener]],
) -> Iterator[tuple[Listener, Listener]]:
    """Sweep over the port ranges; compare each with the one before it that reaches furthest."""
    entries.sort(key=lambda entry: (entry[0], entry[2]))
    seen: set[int] = set()
    furthest = entries[0]
    for entry in entries[1:]:
        if entry[0] <= furthest[1]:
            first, later = sorted((furthest, entry), key=lambda one: one[2])
            if later[2] not in seen:
                seen.add(later[2])
                yield first[3], later[3]
        if entry[1] > furthest[1]:
            furthest = entry


def socket_name(first: Listener, second: Listener) -> Phrase:
    """Return the socket that two listeners share, as nginx writes it: `0.0.0.0:80`.

    Of ranges, what they have in common.
    """
    address = second.listen.parsed.address
    if address is None or first.ports is None or second.ports is None:
        return same("")
    if address.family == "unix":
        return same(f"unix:{address.text}")
    host = f"[{address.text}]" if address.family == "ipv6" else address.text
    low, high = max(first.ports[0], second.ports[0]), min(first.ports[1], second.ports[1])
    if not low:
        return same(host)
    return same(f"{host}:{low}" if low == high else f"{host}:{low}-{high}")


def path_from(document: Document, listener: Listener) -> str | None:
    """Return the path of the file that a listener stands in; None: in `document` itself."""
    return None if listener.document.path == document.path else listener.document.path
