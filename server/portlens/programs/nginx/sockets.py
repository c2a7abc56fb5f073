"""Which sockets nginx opens at its start.

Source: ngx_http_init_listening and its like in stream and mail, read and tried: where a
wildcard address is listened on, other addresses of its family and port are served through
that one socket unless an option makes nginx bind them separately.
"""

from collections.abc import Iterable, Iterator

from portlens.model.address import Address, parse_ip
from portlens.model.port_set import PortSet
from portlens.model.socket import Place, PortSpace, Sharing, Socket
from portlens.programs.nginx.servers import Listener
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.typed import cast


def sockets(listeners: Iterable[Listener], space: PortSpace) -> Iterator[Socket]:
    """Yield the sockets of `listeners` in the order in which nginx reads them.

    The servers of one module share the socket of an address, so that each is there once.
    `listener_of` tells which `listen` asks for it first.
    """
    asked: dict[object, list[Listener]] = {}
    reused: dict[object, list[tuple[int, int]]] = {}
    for listener in listeners:
        pause()
        if _has_port(listener) and listener.ports is not None:
            asked.setdefault((listener.socket, listener.ports), []).append(listener)
            if listener.listen.has("reuseport"):
                reused.setdefault(listener.socket, []).append(listener.ports)
    merged = [
        each
        for same in pausing(asked.values())
        for each in _less_reused(_merged(same, space), reused.get(same[0].socket))
    ]
    ranges: dict[_Family, list[tuple[int, int]]] = {}
    for socket, _ in merged:
        if socket.address.is_wildcard:
            ranges.setdefault(_family(socket), []).append((socket.first, socket.last))
    wildcards = {family: PortSet(of_family) for family, of_family in ranges.items()}
    for socket, is_separate in merged:
        pause()
        served = wildcards.get(_family(socket))
        if served is None or socket.address.is_wildcard or is_separate:
            yield socket
        else:
            for first, last in served.outside(socket.first, socket.last):
                yield socket._replace(first=first, last=last)


def listener_of(socket: Socket) -> Listener:
    """Return the first `listen` that asks for a socket of nginx."""
    return cast("Listener", socket.detail)


def module_of(socket: Socket) -> str:
    """Return the module of nginx that a socket is of: `http`, `stream` or `mail`."""
    return listener_of(socket).listen.module


def cannot_be_bound(socket: Socket) -> bool:
    """Tell whether the kernel takes the socket's address in no case, whatever else there is.

    A socket for an IPv4 address that is mapped into IPv6 takes IPv4, which nginx switches off
    where `ipv6only=off` does not stand: EINVAL, in `nginx -t` already.
    """
    address = socket.address
    return address.family == "ipv6" and address.text.startswith(_MAPPED)


_MAPPED = "::ffff:"


def _has_port(listener: Listener) -> bool:
    address = listener.listen.parsed.address
    is_random = listener.ports == (0, 0) and address is not None and address.family != "unix"
    return listener.ports is not None and not is_random


class _Merged(NamedTuple):
    """The socket that several `listen` share; `is_separate`: nginx binds it in any case."""

    socket: Socket
    is_separate: bool


def _merged(same: list[Listener], space: PortSpace) -> _Merged:
    chosen = next((listener for listener in same if listener.socket_options), same[0])
    first, last = same[0].ports or (0, 0)
    listen, address = same[0].listen, _bound(chosen.listen.address)
    # nginx does not see that a mapped address is that of another socket.
    is_mapped = address.family != "ipv6" and "]" in chosen.listen.parsed.host
    socket = Socket(
        space,
        address,
        listen.transport,
        first,
        last,
        "nginx",
        Place(same[0].document.path, same[0].span),
        sharing=Sharing(
            any(listener.listen.has("reuseport") for listener in same),
            # Two UDP sockets may overlap then: the one with the closer address gets the packets.
            listen.transport == "udp",
            f"{listen.module} mapped" if is_mapped else listen.module,
        ),
        detail=same[0],
    )
    return _Merged(socket, bool(chosen.socket_options))


def _less_reused(merged: _Merged, reused: list[tuple[int, int]] | None) -> Iterator[_Merged]:
    """Yield the socket without the ports on which another `listen` gives it SO_REUSEPORT.

    What one `listen` says counts for all of the same address and port: `listen 80-81 reuseport`
    makes the socket of `listen 80` in another server one that can be shared.
    """
    socket = merged.socket
    if reused is None or socket.sharing.reuse_port:
        yield merged
        return
    for first, last in PortSet(reused).outside(socket.first, socket.last):
        yield merged._replace(socket=socket._replace(first=first, last=last))


def _bound(address: Address | None) -> Address:
    if address is None:
        return Address("name", "")
    if address.dual_stack and address.text.startswith(_MAPPED):
        return parse_ip(address.text) or address  # the very socket of the IPv4 address
    return address


_Family = tuple[str, str, str]


def _family(socket: Socket) -> _Family:
    return module_of(socket), socket.address.family, socket.transport
