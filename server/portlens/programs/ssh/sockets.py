"""The sockets that sshd opens, in the order of the lines that ask for them.

Source: servconf.c and sshd.c of OpenSSH 9, `sshd -T`, and servers really started: `Port` adds
up, every ListenAddress without a port has all of them, one with a port none of them, and the
sockets are bound from the last to the first.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portlens.formats.ssh.host_port import host_address, split_host_port
from portlens.formats.ssh.port import is_template, read_port
from portlens.formats.ssh.words import Word
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, overlap
from portlens.programs.services.names import ServiceNames
from portlens.programs.ssh.lines import Configuration, Placed
from portlens.text.span import Span
from portlens.workspace.document import Document

MOST_SOCKETS = 16  # MAX_LISTEN_SOCKS
MOST_PORTS = 256  # MAX_PORTS
MOST_ADDRESSES = 256  # sshd has no limit, but gives up at the seventeenth that it can bind
USUAL_PORT = 22


class Listener(NamedTuple):
    """A `Port` or `ListenAddress` line that counts; `port` is None where it has none."""

    document: Document
    span: Span
    line: Span
    address: Address | None
    port: int | None


class Socket(NamedTuple):
    """One socket, and the lines that ask for it; None where the default does."""

    address: Address
    port: int
    address_line: Listener | None
    port_line: Listener | None


class Clash(NamedTuple):
    """A socket that cannot be bound, since sshd has bound `taken_by` before it."""

    socket: Socket
    taken_by: Socket


class Server(NamedTuple):
    """What an sshd listens on."""

    ports: tuple[Listener, ...]
    addresses: tuple[Listener, ...]
    family: str  # "any", "inet" or "inet6"

    def sockets(self) -> Iterator[Socket]:
        """Yield every socket as the lines ask for it, the same one twice where they do."""
        ports: tuple[Listener | None, ...] = self.ports or (None,)
        if not self.addresses:
            for port in ports:
                for address in _of_family((ANY_IPV6, ANY_IPV4), self.family):
                    yield Socket(address, _number(port), None, port)
        for listener in self.addresses:
            for port in ports if listener.port is None else (listener,):
                for address in _spoken_of(listener.address, self.family):
                    port_line = None if port is listener else port
                    yield Socket(address, _number(port), listener, port_line)


def server(configuration: Configuration, names: ServiceNames | None = None) -> Server:
    """Return what the lines of a configuration make sshd listen on.

    `names` knows the ports of names that only a services file nearby defines.
    """
    ports: list[Listener] = []
    addresses: list[Listener] = []
    family = ""
    for line in configuration.lines:
        keyword = line.directive.keyword
        if line.is_conditional or not line.directive.words:
            continue
        if keyword == "addressfamily":
            family = family or line.directive.words[0].text.lower()
        elif keyword in ("port", "listenaddress"):
            read = _port_line if keyword == "port" else _address_line
            listener = read(line, line.directive.words[0], names)
            if listener is not None:
                (ports if keyword == "port" else addresses).append(listener)
    return Server(
        tuple(ports[: MOST_PORTS + 1]), tuple(addresses[:MOST_ADDRESSES]), family or "any"
    )


def clashes(sockets: Iterable[Socket]) -> Iterator[Clash]:
    """Yield each socket that sshd cannot bind, as it finds out going from the last to the first."""
    bound: dict[int, list[Socket]] = {}
    count = 0
    for socket in reversed(tuple(sockets)):
        others = bound.setdefault(socket.port, [])
        taken_by = next((other for other in others if overlap(other.address, socket.address)), None)
        if taken_by is not None:
            yield Clash(socket, taken_by)
            continue
        others.append(socket)
        count += 1
        if count == MOST_SOCKETS:
            return  # sshd gives up here, and another rule says so


def first_too_many(sockets: Iterable[Socket]) -> Socket | None:
    """Return the socket at which sshd gives up, having bound as many as it can hold."""
    sockets = tuple(sockets)
    if len(sockets) <= MOST_SOCKETS:
        return None
    failed = {id(clash.socket) for clash in clashes(sockets)}
    count = 0
    for socket in reversed(sockets):
        if count == MOST_SOCKETS:
            return socket
        count += id(socket) not in failed
    return None


def _port_line(line: Placed, word: Word, names: ServiceNames | None) -> Listener | None:
    port = _port_of(word.text, word, names)
    if port is None:
        return None
    return Listener(line.document, word.inside, line.directive.line, None, port)


def _port_of(text: str, word: Word, names: ServiceNames | None) -> int | None:
    port = read_port(text, word.inside).port
    return names.port(port.name) if names and port.name and not port.is_known else port.first


def _address_line(line: Placed, word: Word, names: ServiceNames | None) -> Listener | None:
    """Read `ListenAddress`; what is unknown or refused takes part in no comparison."""
    text = word.text
    if not text or is_template(text):
        return None
    port = None
    if "[" not in text and text.count(":") > 1:
        host = text
    else:
        parts = split_host_port(text)
        if parts is None:
            return None
        host = parts.host
        if parts.port is not None:
            port = _port_of(parts.port, word, names)
            if port is None:
                return None
    address = host_address(host)
    if address and address.family == "ipv4" and ":" in host:
        # `::ffff:127.0.0.1`: sshd cannot bind its IPv6 socket to it, whatever else there is
        address = Address("name", host)
    return Listener(line.document, word.inside, line.directive.line, address, port)


def _spoken_of(address: Address | None, family: str) -> tuple[Address, ...]:
    """Return the addresses that getaddrinfo(3) makes of one that is written."""
    if address is None:
        return ()
    if address.text == "*":
        # glibc takes the asterisk for no name at all, which means this machine alone
        return _of_family((Address("ipv4", "127.0.0.1"), Address("ipv6", "::1")), family)
    return (address,)


def _number(listener: Listener | None) -> int:
    return USUAL_PORT if listener is None or listener.port is None else listener.port


def _of_family(addresses: tuple[Address, ...], family: str) -> tuple[Address, ...]:
    wanted = {"inet": "ipv4", "inet6": "ipv6"}.get(family)
    return tuple(address for address in addresses if wanted in (None, address.family))
