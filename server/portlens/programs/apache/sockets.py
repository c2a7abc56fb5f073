"""Which sockets httpd opens at its start.

Source: httpd 2.4 started with such files on Linux. `Listen 80` is one socket of IPv6 that takes
IPv4 as well, or one of IPv4 where a socket of IPv6 is in the way. `0.0.0.0:80` is passed over
without a word where a socket for every address stands before it, or on the very next line: httpd
then tries that one first. So is `Listen 80` behind `[::]:80`, if it is the last line of all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from portlens.formats.apache.entry import Entry
from portlens.formats.apache.listen import ANYWHERE
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, overlap
from portlens.model.port_use import PortUse
from portlens.model.socket import ALONE, Place, PortSpace, Sharing, Socket
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.workspace.document import Document


class Listener(NamedTuple):
    """A `Listen` at its place in the configuration, with the address that it asks for."""

    document: Document
    use: PortUse
    entry: Entry
    address: Address
    port: int

    @property
    def is_written(self) -> bool:
        """Whether an address stands there, be it one for all."""
        return self.entry.parsed.address is not None

    @property
    def key(self) -> tuple[str, int]:
        """What is written, as httpd compares it with that of other lines."""
        text = self.entry.host.of(self.document.text) if self.is_written else ""
        return text.strip("[]"), self.port


def listeners(uses: Iterable[tuple[Document, PortUse]]) -> Iterator[Listener]:
    """Yield those whose address and port are known."""
    for document, use in pausing(uses):
        entry, port = use.detail, use.port
        if use.role != "listens" or not isinstance(entry, Entry) or port is None:
            continue
        if port.first is None or entry.directive.is_read is False:
            continue
        parsed = entry.parsed
        is_everywhere = parsed.is_any or parsed.host == (0, 0)
        address = ANYWHERE if is_everywhere else parsed.address
        if address == ANY_IPV6:
            address = ANYWHERE
        if address is not None:
            yield Listener(document, use, entry, address, port.first)


def sockets(
    found: Sequence[Listener], space: PortSpace, owner: str, *, is_shared: bool
) -> Iterator[Socket]:
    """Yield the sockets in the order in which httpd reads their lines.

    `is_shared`: it asks the kernel to share them (ListenCoresBucketsRatio).
    """
    sharing = Sharing(reuse_port=True) if is_shared else ALONE
    opened: dict[int, list[Address]] = {}
    for listener, address in _asked(found, opened):
        opened.setdefault(listener.port, []).append(address)
        span = listener.use.port.span if listener.use.port is not None else listener.use.span
        yield Socket(
            space,
            address,
            "tcp",
            listener.port,
            listener.port,
            owner,
            Place(listener.document.path, span),
            "conditional" if listener.entry.is_conditional else "certain",
            sharing,
            detail=listener.use,
        )


def _asked(
    found: Sequence[Listener], opened: Mapping[int, list[Address]]
) -> Iterator[tuple[Listener, Address]]:
    """Yield what httpd tries to open, where no other socket is in its place.

    The very same address twice it takes in no case.
    """
    seen: set[tuple[str, int]] = set()
    above: Listener | None = None  # the line before, if it is no part of a pair
    index = 0
    while index < len(found):
        pause()
        one, other = found[index], found[index + 1] if index + 1 < len(found) else None
        index += 1
        before = opened.get(one.port, ())
        is_again = one.key in seen
        seen.add(one.key)
        if other is not None and _are_pair(one, other):
            index += 1
            seen.add(other.key)
            above = None
            yield (one if one.address == ANYWHERE else other), ANYWHERE
            continue
        if one.address == ANYWHERE and not one.is_written:
            is_ipv4 = not _fits(ANYWHERE, before) and _fits(ANY_IPV4, before)
            if other is not None or above is None or not _is_same_written(above, one):
                yield one, ANY_IPV4 if is_ipv4 else ANYWHERE
        elif one.address != ANY_IPV4 or is_again or ANYWHERE not in before:
            yield one, one.address
        above = one


def _is_same_written(above: Listener, one: Listener) -> bool:
    return above.is_written and (above.address, above.port) == (one.address, one.port)


def _are_pair(one: Listener, other: Listener) -> bool:
    """Tell whether two lines in a row are `[::]` and `0.0.0.0` with one port, written as such."""
    is_same = one.port == other.port and one.is_written and other.is_written
    families = {one.address, other.address} == {ANYWHERE, ANY_IPV4}
    return is_same and families and one.entry.directive.is_read == other.entry.directive.is_read


def _fits(address: Address, before: Iterable[Address]) -> bool:
    return not any(overlap(address, each) for each in before)
