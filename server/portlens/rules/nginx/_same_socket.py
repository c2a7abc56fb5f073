"""Listeners whose sockets are the same, over ranges of ports too."""

from collections.abc import Collection, Iterable, Iterator

from portlens.model.address import Address
from portlens.model.socket import Place, PortSpace, Socket
from portlens.network.overlap import refused
from portlens.programs.nginx.servers import Listener
from portlens.programs.nginx.sockets import listener_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, same
from portlens.workspace.document import Document


def same_sockets(listeners: Iterable[Listener]) -> Iterator[tuple[Listener, Listener]]:
    """Yield pairs of listeners on the same socket, the one that nginx reads first in front.

    The listeners come in nginx's order. Each is the later one of at most one pair, so that
    there is one finding for each place and not one for each pair.
    """
    every = [listener for listener in listeners if listener.ports is not None]
    alike: dict[object, Listener] = {}
    for listener in every:
        alike.setdefault((listener.socket, listener.ports), listener)
    taken = _overlapping(alike.values())
    for listener in every:
        pause()
        first = alike[listener.socket, listener.ports]
        # Who has all of its ports is the first to have any of them, unless it was refused itself.
        first = taken.get(first.order, first)
        if first is not listener:
            yield first, listener


def _overlapping(listeners: Collection[Listener]) -> dict[int, Listener]:
    """Return who has ports of a listener already, by its order; no two have all the same ports."""
    if all(first == last for listener in listeners for first, last in (listener.ports or (0, 0),)):
        return {}
    pairs = refused(map(_compared, listeners), goes_on=True)
    return {listener_of(later).order: listener_of(first) for later, first in pairs}


def _compared(listener: Listener) -> Socket:
    """Return a socket that excludes the equal ones alone: wildcards are as good as names here."""
    module, address, transport = listener.socket
    spelled = Address("name", f"{address.family} {address.text}" if address else "")
    first, last = listener.ports or (0, 0)
    place = Place(listener.document.path, listener.span)
    return Socket(_ANY, spelled, f"{module} {transport}", first, last, "", place, detail=listener)


_ANY = PortSpace("machine", "")


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
