"""Which sockets exclude each other, whatever programs they belong to.

`portlens.model.socket.exclude` says it of two. Asking it of every pair would take a minute for
a few thousand sockets, so each socket looks only where a rival can be: among those of its
address and among wildcards. It costs O(log n) for each socket, however wide ranges are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from portlens.model.address import Address
from portlens.model.socket import PortSpace, Socket
from portlens.text.pause import pause


def refused(sockets: Iterable[Socket], *, goes_on: bool = False) -> Iterator[tuple[Socket, Socket]]:
    """Yield each socket that excludes an earlier one, together with the one to name.

    Of several that is one that is certain before one that hangs on a variable's default, one
    that is always open before one that is open only at times, and then the first that asked.
    Each socket is the first of at most one pair, so there are no more pairs than sockets.

    With `goes_on` the sockets are opened in turn by programs that go on without those they
    cannot have: a socket that is certain to fail is in nobody's way.
    """
    every = tuple(sockets)
    every = tuple([every[index] for index in _meeting(every)])
    for index, (socket, asked) in enumerate(zip(every, _asked(every), strict=True)):
        pause()
        rival = asked.rival(socket)
        if rival is not None:
            yield socket, every[rival]
            if goes_on and _is_there_too(every[rival], socket):
                continue
        asked.add(index, socket)


def _meeting(sockets: Sequence[Socket]) -> list[int]:
    """Return which sockets have a port that another has as well, where both could be rivals.

    These are of one space, transport and family of addresses. In most files no two are, and
    looking closer is what costs.
    """
    by_space: dict[tuple[PortSpace, str, str], list[tuple[int, int, int]]] = {}
    for index, socket in enumerate(sockets):
        pause()
        address = socket.address
        if address.is_unassignable:
            continue
        for family in _FAMILIES if address.dual_stack else (address.family,):
            ranges = by_space.setdefault((socket.space, socket.transport, family), [])
            ranges.append((socket.first, socket.last, index))
    found: set[int] = set()
    for ranges in by_space.values():
        ranges.sort()
        reaches, reached_by = -1, -1
        for first, last, index in ranges:
            pause()
            if first <= reaches:
                found |= {index, reached_by}
            else:
                reached_by = index
            reaches = max(reaches, last)
    return sorted(found)


def _is_there_too(rival: Socket, socket: Socket) -> bool:
    """Tell whether `rival` is open whenever `socket` is meant to be."""
    if rival.certainty != "certain":
        return False
    return not rival.when or (bool(socket.when) and set(socket.when) <= set(rival.when))


# Sockets are kept apart by what decides whether all of them are in somebody's way or none.
_FAMILIES = ("ipv4", "ipv6")
_Kind = tuple[str, ...]  # of address


def _asked(sockets: Sequence[Socket]) -> list["_Asked"]:
    """Return where each socket looks for its rivals: among those whose ports reach to its own."""
    found: dict[int, _Asked] = {}
    for group in neighbours(sockets):
        found |= dict.fromkeys(group, _Asked([sockets[index] for index in group]))
    return [found[index] for index in range(len(sockets))]


def neighbours(sockets: Sequence[Socket]) -> Iterator[list[int]]:
    """Yield the indices of sockets that may be in each other's way, each index once.

    They are those of one space and transport whose ports reach from one to the next: whether a
    socket is refused hangs on no other.
    """
    by_space: dict[tuple[PortSpace, str], list[tuple[int, int, int]]] = {}
    for index, socket in enumerate(sockets):
        pause()
        ranges = by_space.setdefault((socket.space, socket.transport), [])
        ranges.append((socket.first, socket.last, index))
    for ranges in by_space.values():
        yield from _reaching(sorted(ranges))


def _reaching(ranges: Iterable[tuple[int, int, int]]) -> Iterator[list[int]]:
    """Yield the indices of ranges, sorted by the first port, that reach from one to the next."""
    group: list[int] = []
    reaches = -1
    for first, last, index in ranges:
        pause()
        if group and first > reaches:
            yield group
            group = []
        group.append(index)
        reaches = max(reaches, last)
    if group:
        yield group


class _Asked:
    """Which of `sockets`, all of one space and transport, were asked for so far."""

    def __init__(self, sockets: Sequence[Socket]) -> None:
        edges = {socket.first for socket in sockets} | {socket.last + 1 for socket in sockets}
        # Between two edges no socket begins or ends, so a port there is like the next one.
        self.edges = sorted(edges)
        self.size = 1 << len(self.edges).bit_length()
        # By whether they are certain and when they are open, then by what they ask of the kernel.
        # Under the empty condition stand those that are always open, under "*" the others.
        self.first: dict[tuple[bool, str], dict[int, dict[_Kind, _First]]] = {}

    def add(self, index: int, socket: Socket) -> None:
        """Take in a socket that comes after those before."""
        slots = self._slots(socket)
        for when in ("*", *dict.fromkeys(socket.when)) if socket.when else ("",):
            by_asks = self.first.setdefault((socket.certainty == "certain", when), {})
            by_kind = by_asks.setdefault(socket.sharing.asks, {})
            for kind in _kinds(socket.address):
                if kind not in by_kind:
                    by_kind[kind] = _First(self.size)
                by_kind[kind].add(*slots, index, socket.sharing.group)

    def rival(self, socket: Socket) -> int | None:
        """Return the index of the socket to name; None where nothing is in the way of `socket`."""
        low, high = self._slots(socket)
        if self._is_let_in(socket, low, high):
            return None
        kinds = tuple(_rivals(socket.address))
        for is_certain, whens in product((True, False), (("",), socket.when or ("*",))):
            found = _NOBODY
            for when in whens:
                for asks, by_kind in self.first.get((is_certain, when), _NONE).items():
                    if asks & socket.sharing.asks:
                        continue
                    for kind in kinds:
                        if kind in by_kind:
                            group = socket.sharing.group if kind[0] == "same" else ""
                            found = min(found, by_kind[kind].on(low, high, group))
            if found != _NOBODY:
                return found
        return None

    def _is_let_in(self, socket: Socket, low: int, high: int) -> bool:
        """Tell whether Linux may not look at all sockets that `socket` excludes.

        Of a TCP port it remembers the last socket with SO_REUSEPORT. A next one is compared with
        that alone, and one of both families passes whatever wildcard it is: an earlier socket of
        the other family is not looked at any more. (`inet_csk_get_port`; every order of three
        sockets was tried.)
        """
        if not (socket.address.dual_stack and socket.sharing.reuse_port):
            return False
        if socket.transport != "tcp":
            return False
        for is_certain, when, asks, family in product((True, False), ("", "*"), (1, 3), _FAMILIES):
            by_kind = self.first.get((is_certain, when), _NONE).get(asks, {})
            first = by_kind.get(("wildcard", family))
            if first is not None and first.on(low, high, "") != _NOBODY:
                return True
        return False

    def _slots(self, socket: Socket) -> tuple[int, int]:
        return bisect_left(self.edges, socket.first), bisect_left(self.edges, socket.last + 1)


def _kinds(address: Address) -> Iterator[_Kind]:
    """Yield the kinds of address under which a socket is found by its rivals."""
    yield "same", address.family, address.text
    yield "wildcard" if address.is_wildcard else "single", address.family
    if address.is_wildcard and address.dual_stack:
        yield ("dual",)


def _rivals(address: Address) -> Iterator[_Kind]:
    """Yield the kinds of address at which a rival is looked for; see `address.overlap`."""
    yield "same", address.family, address.text
    if address.family not in ("ipv4", "ipv6"):
        return
    yield "single" if address.is_wildcard else "wildcard", address.family
    if address.family == "ipv4":
        yield ("dual",)
    elif address.is_wildcard and address.dual_stack:
        yield "single", "ipv4"
        yield "wildcard", "ipv4"


# The first socket, its group, and the first one of any other group.
_Top = tuple[int, str, int]
_NOBODY = 1 << 60
_EMPTY: _Top = (_NOBODY, "", _NOBODY)
_NONE: dict[int, dict[_Kind, "_First"]] = {}


class _First:
    """Which socket came first on any of some ports: a segment tree over the slots.

    `over` holds who has all slots below a node at once, `below` who has any of them.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.over: dict[int, _Top] = {}
        self.below: dict[int, _Top] = {}

    def add(self, low: int, high: int, index: int, group: str) -> None:
        """Let the socket `index`, later than all before, have the slots from `low` to `high`."""
        for node in self._parts(low, high):
            _put(self.over, node, index, group)
            _put(self.below, node, index, group)
        for node in self._above(low, high):
            _put(self.below, node, index, group)

    def on(self, low: int, high: int, group: str) -> int:
        """Return the first socket on one of the slots that is not of `group`, or nobody."""
        tops = [self.below.get(node, _EMPTY) for node in self._parts(low, high)]
        tops += [self.over.get(node, _EMPTY) for node in self._above(low, high)]
        return min(
            first if not group or of_group != group else other for first, of_group, other in tops
        )

    def _parts(self, low: int, high: int) -> Iterator[int]:
        """Yield the fewest nodes that make up the slots."""
        left, right = low + self.size, high + self.size
        while left < right:
            if left & 1:
                yield left
                left += 1
            if right & 1:
                right -= 1
                yield right
            left >>= 1
            right >>= 1

    def _above(self, low: int, high: int) -> Iterator[int]:
        """Yield the nodes from the first and from the last slot up to the root."""
        left, right = low + self.size, high - 1 + self.size
        while left:
            yield left
            if right != left:
                yield right
            left >>= 1
            right >>= 1


def _put(table: dict[int, _Top], node: int, index: int, group: str) -> None:
    top = table.get(node)
    if top is None:
        table[node] = (index, group, _NOBODY)
    elif top[2] == _NOBODY and (not group or group != top[1]):
        table[node] = (top[0], top[1], index)
