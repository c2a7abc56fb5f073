"""The sockets that systemd opens for a socket unit.

Source: systemd.socket(5), and sockets really opened by systemd-socket-activate(1), which opens
them with the same code: a port alone is `[::]`, and takes IPv4 as well; every socket asks for
SO_REUSEADDR, so that two of UDP may share a port.
"""

from collections.abc import Iterator

from portlens.formats.systemd.listen import Listen
from portlens.model.address import ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Certainty, Place, PortSpace, Sharing, Socket
from portlens.programs.machine import machine_of
from portlens.programs.systemd.unit import Unit, listen_of
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document


def use_of(socket: Socket) -> PortUse:
    """Return the listening line that asks for a socket."""
    return cast("PortUse", socket.detail)


def sockets(unit: Unit) -> Iterator[Socket]:
    """Yield the sockets that have a known port.

    One is certain where the files show that the unit is enabled and nothing in it makes its
    start depend on what they do not show.
    """
    settings = unit.settings
    space = _space_of(unit)
    is_open = unit.is_enabled and not any(map(_decides, settings))
    sharing = Sharing(
        reuse_port=settings.get(("Socket", "ReusePort"), "").lower() in _YES, reuse_address=True
    )
    alone = sharing._replace(reuse_address=False)
    for document, use in pausing(unit.lines):
        port = use.port
        if port is None or port.first is None or port.last is None:
            continue
        is_certain = is_open and not listen_of(use).is_bound_to_device
        certainty: Certainty = "certain" if is_certain else "conditional"
        yield Socket(
            space,
            _address_of(use, unit),
            use.transport,
            port.first,
            port.last,
            unit.name,
            Place(document.path, port.span),
            certainty,
            sharing if use.transport.startswith("udp") else alone,
            detail=use,
        )


_YES = frozenset({"1", "yes", "y", "true", "t", "on"})


def _decides(setting: tuple[str, str]) -> bool:
    section, key = setting
    if section == "Unit":
        return key.startswith(("Condition", "Assert")) or key == "Conflicts"
    return setting == ("Socket", "BindToDevice")


def _space_of(unit: Unit) -> PortSpace:
    """Return the machine on which a unit listens."""
    if unit.root is not None:
        return machine_of(f"{unit.root}etc/systemd")
    return machine_of(next(iter(unit.documents), unit.name))


def _address_of(use: PortUse, unit: Unit) -> Address:
    address = use.address or ANY_IPV6
    if address.family == "ipv6" and address.is_wildcard:
        return address._replace(dual_stack=unit.takes_ipv4)
    return address


def with_addresses(document: Document, unit: Unit) -> Document:
    """Return a unit file with what its listening lines really make systemd listen on."""
    counting: set[Span] = unit.spans.get(document.path, set())
    uses = tuple(
        use._replace(bound=(_address_of(use, unit),) if use.span in counting else ())
        if isinstance(use.detail, Listen) and use.detail.line.value
        else use
        for use in document.uses
    )
    return document.reading_as(document.reading._replace(uses=uses))
