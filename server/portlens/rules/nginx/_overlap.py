"""Listeners whose sockets are the same, over ranges of ports too."""

from collections.abc import Hashable, Iterable, Iterator

from portlens.rules.nginx._configuration import Listener


def same_sockets(
    listeners: Iterable[Listener], group: Hashable = None
) -> Iterator[tuple[Listener, Listener]]:
    """Yield pairs of listeners on the same socket, the one that nginx reads first in front.

    Every listener is the later one of at most one pair, so that there is one finding for
    each place and not one for each pair. `group` is a part of the key that all share.
    """
    by_socket: dict[Hashable, list[tuple[int, int, int, Listener]]] = {}
    for listener in listeners:
        ports = listener.ports
        if ports is not None:
            entry = (*ports, listener.order, listener)
            by_socket.setdefault((group, listener.socket), []).append(entry)
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
