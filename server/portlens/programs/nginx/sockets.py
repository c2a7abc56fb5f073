"""Which sockets nginx really binds, and which of them the kernel refuses.

Source: ngx_http_init_listening and its like in stream and mail, read and tried: where a
wildcard address is listened on, other addresses of its family and port are served through
that one socket unless an option makes nginx bind them separately.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from portlens.model.address import Address, overlap
from portlens.programs.nginx.servers import Listener


class Bound(NamedTuple):
    """A socket on each of some ports; `listener` is the first that asks for it."""

    first: int
    last: int
    address: Address
    listener: Listener
    can_share: bool  # SO_REUSEPORT

    @property
    def module(self) -> str:
        """The module that opens it."""
        return self.listener.listen.module


def refused(listeners: Iterable[Listener]) -> Iterator[tuple[Bound, Bound]]:
    """Yield pairs of sockets that Linux does not let be bound together.

    UDP sockets it does, since nginx asks for SO_REUSEADDR: the one with the closer address
    gets the packets. Each socket is the second of at most one pair; which one nginx gets is
    not told.
    """
    by_transport: dict[str, list[Bound]] = {}
    for bound in bound_sockets(listeners):
        transport = bound.listener.listen.transport
        if transport == "tcp" or bound.address.family == "unix":
            by_transport.setdefault(transport, []).append(bound)
    for sockets in by_transport.values():
        yield from _meeting(sockets)


def bound_sockets(listeners: Iterable[Listener]) -> Iterator[Bound]:
    """Yield the sockets that nginx opens at its start."""
    asked: dict[object, list[Listener]] = {}
    for listener in listeners:
        if _has_port(listener):
            asked.setdefault((listener.socket, listener.ports), []).append(listener)
    merged = [_merged(same) for same in asked.values()]
    wildcards: dict[tuple[str, str, str], list[Bound]] = {}
    for bound, _ in merged:
        if bound.address.is_wildcard:
            wildcards.setdefault(_family(bound), []).append(bound)
    for bound, is_separate in merged:
        if bound.address.is_wildcard or is_separate:
            yield bound
        else:
            yield from _outside(bound, wildcards.get(_family(bound), ()))


def _has_port(listener: Listener) -> bool:
    address = listener.listen.parsed.address
    is_random = listener.ports == (0, 0) and address is not None and address.family != "unix"
    return listener.ports is not None and not is_random


def _merged(same: list[Listener]) -> tuple[Bound, bool]:
    """Return the socket that all of `same` share, and whether nginx binds it in any case."""
    chosen = next((listener for listener in same if listener.socket_options), same[0])
    ports, address = same[0].ports or (0, 0), chosen.listen.address
    can_share = any(listener.listen.has("reuseport") for listener in same)
    bound = Bound(*ports, address or Address("name", ""), same[0], can_share)
    return bound, bool(chosen.socket_options)


def _family(bound: Bound) -> tuple[str, str, str]:
    return bound.module, bound.address.family, bound.listener.listen.transport


def _outside(bound: Bound, wildcards: Iterable[Bound]) -> Iterator[Bound]:
    """Yield what is left of a socket's ports where no wildcard serves them."""
    start = bound.first
    for wildcard in sorted(wildcards, key=lambda one: one.first):
        if wildcard.last >= start and wildcard.first <= bound.last:
            if wildcard.first > start:
                yield bound._replace(first=start, last=wildcard.first - 1)
            start = wildcard.last + 1
    if start <= bound.last:
        yield bound._replace(first=start)


def _meeting(sockets: list[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """Sweep over the ports; keep of each kind the socket that reaches furthest.

    Only wildcards and equal addresses can be in each other's way, so a thousand addresses on
    one port need no thousand comparisons each.
    """
    sockets.sort(key=lambda bound: (bound.first, bound.listener.order))
    by_address: dict[tuple[str, Address], Bound] = {}
    by_family: dict[tuple[str, str], Bound] = {}
    wildcards: dict[tuple[str, Address], Bound] = {}
    for bound in sockets:
        same = list(wildcards.values())
        same += [
            by_address[module, bound.address]
            for module in _MODULES
            if (module, bound.address) in by_address
        ]
        if bound.address.is_wildcard:
            same += by_family.values()
        rival = next((other for other in same if _excludes(other, bound)), None)
        if rival is not None:
            yield rival, bound
        _keep_furthest(by_address, (bound.module, bound.address), bound)
        _keep_furthest(by_family, (bound.module, bound.address.family), bound)
        if bound.address.is_wildcard:
            _keep_furthest(wildcards, (bound.module, bound.address), bound)


_MODULES = ("http", "stream", "mail", "other")


Key = TypeVar("Key")


def _keep_furthest(table: dict[Key, Bound], key: Key, bound: Bound) -> None:
    kept = table.get(key)
    if kept is None or kept.last < bound.last:
        table[key] = bound


def _excludes(other: Bound, bound: Bound) -> bool:
    if other.last < bound.first or (other.can_share and bound.can_share):
        return False
    if other.module == bound.module and other.address.text == bound.address.text:
        return False  # one socket that several servers share
    return overlap(other.address, bound.address)
