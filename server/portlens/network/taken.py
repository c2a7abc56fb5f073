"""Which ports some sockets leave free on an address."""

from collections.abc import Iterable, Sequence

from portlens.model.address import ANY_IPV4, Address, overlap
from portlens.model.port_set import PortSet
from portlens.model.socket import Socket
from portlens.text.pause import pause

Range = tuple[int, int]


class Taken:
    """The ports that cannot be bound any more, on whichever address, for one transport."""

    def __init__(self, sockets: Iterable[Socket]) -> None:
        self._by_address: dict[Address, list[Range]] = {}
        for socket in sockets:
            pause()
            address, ports = socket.address, (socket.first, socket.last)
            if not address.is_wildcard:  # IPv4 beside it makes no difference
                address = address._replace(dual_stack=False)
            self._by_address.setdefault(address, []).append(ports)
        self._sets: dict[tuple[Address, ...], tuple[PortSet, PortSet]] = {}

    def next_free(self, addresses: Sequence[Address], port: int) -> int | None:
        """Return the lowest port from `port` on that is free on all of `addresses`."""
        near, wide = self._of(tuple(addresses))
        found = near.next_outside(port)
        while found is not None and found in wide:
            after = wide.next_outside(found)
            found = near.next_outside(after) if after is not None else None
        return found

    def covers(self, addresses: Sequence[Address], first: int, last: int) -> bool:
        """Tell whether no port from `first` to `last` is free on all of `addresses`."""
        free = self.next_free(addresses, first)
        return free is None or free > last

    def free(self, addresses: Sequence[Address], first: int, last: int) -> int:
        """Return how many ports from `first` to `last` are free on all of `addresses`."""
        near, wide = self._of(tuple(addresses))
        return sum(
            end - start + 1
            for part in near.outside(first, last)
            for start, end in wide.outside(*part)
        )

    def _of(self, addresses: tuple[Address, ...]) -> tuple[PortSet, PortSet]:
        """Return two sets that together hold what is taken; no port is passed over twice.

        A wildcard is in the way of every address: what all wildcards have is put together once,
        and for each address only what lies around its own ports.
        """
        kept = self._sets.get(addresses)
        if kept is None:
            only = addresses[0] if len(addresses) == 1 else ANY_IPV4
            if only.is_wildcard or only == _OTHERS.get(only.family):
                kept = PortSet(self._ranges(addresses)), PortSet()
            else:
                others = _OTHERS.get(only.family)
                wide = self._of((others,))[0] if others else PortSet()
                own = self._by_address.get(only, [])
                kept = wide.joined_with(own), wide
            self._sets[addresses] = kept
        return kept

    def _ranges(self, addresses: tuple[Address, ...]) -> Iterable[Range]:
        for other, ranges in self._by_address.items():
            if any(overlap(one, other) for one in addresses):
                yield from ranges


# Addresses that nobody has: in their way are the wildcards alone.
_OTHERS = {"ipv4": Address("ipv4", ""), "ipv6": Address("ipv6", "")}
