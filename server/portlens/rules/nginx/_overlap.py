"""Listeners whose sockets are the same, over ranges of ports too."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator

from portlens.programs.nginx.servers import Listener
from portlens.text.phrase import Phrase, same
from portlens.workspace.document import Document


def same_sockets(listeners: Iterable[Listener]) -> Iterator[tuple[Listener, Listener]]:
    """Yield pairs of listeners on the same socket, the one that nginx reads first in front.

    The listeners come in nginx's order. Each is the later one of at most one pair, so that
    there is one finding for each place and not one for each pair.
    """
    taken: dict[Hashable, _Taken] = {}
    for listener in listeners:
        ports = listener.ports
        if ports is not None:
            first = taken.setdefault(listener.socket, _Taken()).take(*ports, listener)
            if first is not None:
                yield first, listener


class _Taken:
    """The ports of one address that are taken: ranges that do not meet, in their order."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ranges: list[tuple[int, Listener]] = []  # the last port, and who has it

    def take(self, first: int, last: int, listener: Listener) -> Listener | None:
        """Take a range of ports, or return who has one of them already."""
        index = bisect_right(self.starts, first)
        if index and self.ranges[index - 1][0] >= first:
            return self.ranges[index - 1][1]
        if index < len(self.starts) and self.starts[index] <= last:
            return self.ranges[index][1]
        self.starts.insert(index, first)
        self.ranges.insert(index, (last, listener))
        return None


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


def path_from(here: Document, there: Document) -> str | None:
    """Return the path of `there` as a finding in `here` names it; None: the same file."""
    return None if there.path == here.path else there.path
