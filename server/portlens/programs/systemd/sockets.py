"""The sockets that systemd opens for a socket unit.

Source: systemd.socket(5), and sockets really opened by systemd-socket-activate(1), which opens
them with the same code: a port alone is `[::]`, and takes IPv4 as well; every socket asks for
SO_REUSEADDR, so that two of UDP may share a port.
"""

from collections.abc import Iterator, Mapping

from portlens.formats.systemd.listen import KEYS, Listen
from portlens.formats.systemd.reader import Tree
from portlens.formats.systemd.unit import Assignment
from portlens.model.address import ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Certainty, Place, PortSpace, Sharing, Socket
from portlens.programs.machine import machine_of
from portlens.programs.systemd.units import Unit
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document


class Line(NamedTuple):
    """A listening line that counts: no later line without a value takes it back."""

    document: Document
    use: PortUse


def lines(unit: Unit) -> Iterator[Line]:
    """Yield the listening lines that count and have a port or a path, as systemd reads them."""
    for line in _counting(unit):
        if line.use is not None:
            yield Line(line.document, line.use)


def is_listening(unit: Unit) -> bool:
    """Tell whether any line makes systemd listen, be it on a port or on something else."""
    return bool(_counting(unit))


class _Counting(NamedTuple):
    document: Document
    use: PortUse | None  # a queue, say, has none


def _counting(unit: Unit) -> list[_Counting]:
    kept: list[_Counting] = []
    for document in unit.documents:
        uses = {use.span: use for use in document.uses if isinstance(use.detail, Listen)}
        for line in settings_in(document):
            if line.section != "Socket" or not _LISTENING.fullmatch(line.key):
                continue
            use = uses.get(line.span) if line.key in KEYS else None
            if not line.value:
                kept.clear()
            elif use is None or not listen_of(use).is_refused:
                kept.append(_Counting(document, use))
    return kept


_LISTENING = regex(
    "Listen(?:Stream|Datagram|SequentialPacket|FIFO|Netlink|Special|MessageQueue|USBFunction)"
)


def listen_of(use: PortUse) -> Listen:
    """Return what a listening line is beyond its port."""
    return cast("Listen", use.detail)


def use_of(socket: Socket) -> PortUse:
    """Return the listening line that asks for a socket."""
    return cast("PortUse", socket.detail)


def settings_in(document: Document) -> tuple[Assignment, ...]:
    """Return all that a unit file sets."""
    tree = document.reading.tree
    return tree.assignments if isinstance(tree, Tree) else ()


def settings_of(unit: Unit) -> Mapping[tuple[str, str], str]:
    """Return by section and key what counts where only the last value does."""
    return {
        (line.section, line.key): line.value
        for document in unit.documents
        for line in settings_in(document)
    }


def sockets(unit: Unit) -> Iterator[Socket]:
    """Yield the sockets that have a known port.

    One is certain where the files show that the unit is enabled and nothing in it makes its
    start depend on what they do not show.
    """
    settings = settings_of(unit)
    is_both = _takes_ipv4(unit)
    space = space_of(unit)
    is_open = unit.is_enabled and not any(map(_decides, settings))
    sharing = Sharing(
        reuse_port=settings.get(("Socket", "ReusePort"), "").lower() in _YES, reuse_address=True
    )
    for document, use in lines(unit):
        port = use.port
        if port is None or port.first is None or port.last is None:
            continue
        is_certain = is_open and not listen_of(use).is_bound_to_device
        certainty: Certainty = "certain" if is_certain else "conditional"
        yield Socket(
            space,
            _address_of(use, is_both=is_both),
            use.transport,
            port.first,
            port.last,
            unit.name,
            Place(document.path, port.span),
            certainty,
            sharing if use.transport.startswith("udp") else sharing._replace(reuse_address=False),
            detail=use,
        )


_YES = frozenset({"1", "yes", "y", "true", "t", "on"})


def _decides(setting: tuple[str, str]) -> bool:
    section, key = setting
    if section == "Unit":
        return key.startswith(("Condition", "Assert")) or key == "Conflicts"
    return setting == ("Socket", "BindToDevice")


def space_of(unit: Unit) -> PortSpace:
    """Return the machine on which a unit listens."""
    if unit.root is not None:
        return machine_of(f"{unit.root}etc/systemd")
    return machine_of(unit.documents[0].path if unit.documents else unit.name)


def _takes_ipv4(unit: Unit) -> bool:
    """Tell whether a socket for all of IPv6 takes IPv4 as well, as it does unless told not to."""
    told = settings_of(unit).get(("Socket", "BindIPv6Only"))
    if told is not None or unit.is_seen:
        return told != "ipv6-only"
    # Where only a drop-in is here, the unit may have told it: ssh.socket of Debian 13 and Ubuntu
    # 24.04 does, and who writes a wildcard of each family for one port counts on it.
    written = {_wildcard(line.use) for line in lines(unit)}
    return not any(("ipv4", *rest) in written for family, *rest in written if family == "ipv6")


def _wildcard(use: PortUse) -> tuple[str, str, int | None]:
    """Return the family, transport and port of a line for all addresses; no family for others."""
    address, port = use.address, use.port
    family = address.family if address is not None and address.is_wildcard else ""
    return family, use.transport, port.first if port is not None else None


def _address_of(use: PortUse, *, is_both: bool) -> Address:
    address = use.address or ANY_IPV6
    if address.family == "ipv6" and address.is_wildcard:
        return address._replace(dual_stack=is_both)
    return address


def with_addresses(document: Document, unit: Unit) -> Document:
    """Return a unit file with what its listening lines really make systemd listen on."""
    is_both = _takes_ipv4(unit)
    counting: set[Span] = {use.span for there, use in lines(unit) if there.path == document.path}
    uses = tuple(
        use._replace(bound=(_address_of(use, is_both=is_both),) if use.span in counting else ())
        if isinstance(use.detail, Listen) and use.detail.line.value
        else use
        for use in document.uses
    )
    return document.reading_as(document.reading._replace(uses=uses))
