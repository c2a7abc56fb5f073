"""The sockets that sshd opens, in the order of the lines that ask for them.

Source: servconf.c and sshd.c of OpenSSH 9, `sshd -T`, and servers really started: `Port` adds
up, every ListenAddress without a port has all of them, one with a port none of them, and the
sockets are bound from the last to the first.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.host_port import host_address, split_host_port
from portlens.formats.ssh.port import is_template, read_port
from portlens.formats.ssh.words import Word
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Place, Socket
from portlens.programs.machine import machine_of
from portlens.programs.services.names import ServiceNames
from portlens.programs.ssh.lines import Configuration, Placed, configuration
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

MOST_PORTS = 256  # MAX_PORTS
MOST_ADDRESSES = 256  # sshd has no limit, but gives up at the seventeenth that it can bind
USUAL_PORT = 22


class ListenLine(NamedTuple):
    """A `Port` or `ListenAddress` line that counts; `port` is None where it has none."""

    document: Document
    span: Span
    line: Span
    address: Address | None
    port: int | None


class Lines(NamedTuple):
    """The lines that ask for a socket; None where the default does."""

    address: ListenLine | None
    port: ListenLine | None


def lines_of(socket: Socket) -> Lines:
    """Return the lines that ask for a socket of sshd."""
    return cast("Lines", socket.detail)


class Server(NamedTuple):
    """What an sshd listens on.

    `sockets` are all that the lines ask for, the same one twice where they do. sshd opens them from
    the last to the first, and goes on without those it cannot have.
    """

    main: Document
    ports: tuple[ListenLine, ...]
    addresses: tuple[ListenLine, ...]
    family: str  # "any", "inet" or "inet6"
    family_line: Place | None  # where AddressFamily stands: the first one counts
    unread: frozenset[str]  # of `Port` and `ListenAddress`, in lower case, what is not all known
    sockets: tuple[Socket, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every line that asks for a socket could be read."""
        return not self.unread

    @property
    def is_port_used(self) -> bool:
        """Whether the `Port` lines count: an address with a port of its own needs none."""
        return not self.addresses or any(line.port is None for line in self.addresses)

    def asked_for(self) -> Iterator[Socket]:
        """Yield the sockets."""
        # A value that nobody knows yet, such as a template's, still takes the place of the default.
        is_usual = not self.ports and "port" not in self.unread
        ports: tuple[ListenLine | None, ...] = (None,) if is_usual else self.ports
        if not self.addresses and "listenaddress" not in self.unread:
            for port in pausing(ports):
                for address in _of_family((ANY_IPV6, ANY_IPV4), self.family):
                    yield self._socket(address, Lines(None, port))
        for line in pausing(self.addresses):
            if line.port is None:
                for port in ports:
                    for address in _spoken_of(line.address, self.family):
                        yield self._socket(address, Lines(line, port))
            else:
                for address in _spoken_of(line.address, self.family):
                    yield self._socket(address, Lines(line, None))

    def _socket(self, address: Address, lines: Lines) -> Socket:
        own = lines.address
        port = own.port if own is not None and own.port is not None else _number(lines.port)
        line = own or lines.port
        place = Place(line.document.path, line.span) if line else Place(self.main.path, _NOWHERE)
        machine = machine_of(self.main.path)
        return Socket(machine, address, "tcp", port, port, "sshd", place, detail=lines)


_NOWHERE = Span(0, 0)


def server(whole: Configuration, names: ServiceNames | None = None) -> Server:
    """Return what the lines of a configuration make sshd listen on.

    `names` knows the ports of names that only a services file nearby defines.
    """
    ports: list[ListenLine] = []
    addresses: list[ListenLine] = []
    family = ""
    family_line: Place | None = None
    unread: set[str] = set()
    for line in whole.lines:
        pause()
        keyword = line.directive.keyword
        if line.is_conditional or not line.directive.words:
            continue
        if keyword == "addressfamily":
            if family_line is None:
                word = line.directive.words[0]
                family, family_line = word.text, Place(line.document.path, word.inside)
        elif keyword in ("port", "listenaddress"):
            read = _port_line if keyword == "port" else _address_line
            asking = read(line, line.directive.words[0], names)
            if asking is not None:
                (ports if keyword == "port" else addresses).append(asking)
            else:
                unread.add(keyword)
    found = Server(
        whole.main,
        tuple(ports[: MOST_PORTS + 1]),
        tuple(addresses[:MOST_ADDRESSES]),
        family.lower() or "any",
        family_line,
        frozenset(unread),
    )
    return found._replace(sockets=tuple(found.asked_for()))


def server_of(document: Document, workspace: Workspace) -> Server:
    """Return what the sshd that reads `document` listens on: one for all of its files."""
    whole = configuration(document, workspace)

    def of_all_files() -> tuple[Server, bool]:
        names = _NoNames()
        return server(whole, names), names.are_asked

    found, needs_names = _SERVERS.of_parts(workspace, whole.main.path, of_all_files, (whole,))
    if needs_names:  # which files those are of hangs on where the document lies
        return server(whole, ServiceNames(document, workspace))
    return found


_SERVERS: Memo[tuple[Server, bool]] = Memo(64)


def with_addresses(document: Document, workspace: Workspace) -> Document:
    """Return an sshd_config with what its lines really make sshd listen on."""
    found = server_of(document, workspace)
    bound = _BOUND.of_parts(workspace, found.main.path, partial(_bound, found), (found,))
    if bound is None:
        return document
    lines = bound.get(document.path, {})
    uses = tuple(_with_addresses(use, lines) for use in document.uses)
    return document.reading_as(document.reading._replace(uses=uses))


_ByPath = dict[str, dict[Span, dict[Address, None]]]
_BOUND: Memo[_ByPath | None] = Memo(64)


class _NoNames(ServiceNames):
    """Names of which none is known; tells whether that makes a difference."""

    def __init__(self) -> None:
        self.are_asked = False

    def port(self, name: str, transport: str = "tcp") -> None:  # noqa: ARG002 - of whatever name
        """Return no port."""
        self.are_asked = True


def _bound(found: Server) -> _ByPath | None:
    """Return the addresses that each line opens, by path and line; None where some are unknown."""
    if not found.is_whole:
        return None
    bound: _ByPath = {}
    for line in (*found.ports, *found.addresses):
        bound.setdefault(line.document.path, {})[line.line] = {}
    for socket in found.sockets:
        pause()
        for each in lines_of(socket):
            if each is not None:
                bound[each.document.path][each.line][socket.address] = None
    return bound


def _with_addresses(use: PortUse, bound: Mapping[Span, Mapping[Address, None]]) -> PortUse:
    line = use.detail
    if use.role != "listens" or not isinstance(line, Directive) or line.line not in bound:
        return use
    return use._replace(bound=tuple(bound[line.line]))


def _port_line(line: Placed, word: Word, names: ServiceNames | None) -> ListenLine | None:
    port = _port_of(word.text, word, names)
    if port is None:
        return None
    return ListenLine(line.document, word.inside, line.directive.line, None, port)


def _port_of(text: str, word: Word, names: ServiceNames | None) -> int | None:
    port = read_port(text, word.inside).port
    return names.port(port.name) if names and port.name and not port.is_known else port.first


def _address_line(line: Placed, word: Word, names: ServiceNames | None) -> ListenLine | None:
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
    return ListenLine(line.document, word.inside, line.directive.line, address, port)


def _spoken_of(address: Address | None, family: str) -> tuple[Address, ...]:
    """Return the addresses that getaddrinfo(3) makes of one that is written."""
    if address is None:
        return ()
    if address.text == "*":
        # glibc takes the asterisk for no name at all, which means this machine alone
        return _of_family((Address("ipv4", "127.0.0.1"), Address("ipv6", "::1")), family)
    return (address,)


def _number(line: ListenLine | None) -> int:
    return USUAL_PORT if line is None or line.port is None else line.port


def _of_family(addresses: tuple[Address, ...], family: str) -> tuple[Address, ...]:
    wanted = {"inet": "ipv4", "inet6": "ipv6"}.get(family)
    return tuple(address for address in addresses if wanted in (None, address.family))
