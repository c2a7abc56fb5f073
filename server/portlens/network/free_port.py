"""The next free port of a port space: one answer for fixes, completion and the command.

Free is a port that nothing in the space has, whatever address it is on, so that the advice
stays good when an address changes. Of free ports, those are passed over that would only make
the next problem; `why_not` says which.
"""

from collections.abc import Iterable

from portlens.catalogue.catalogue import Catalogue
from portlens.model.port_set import PortSet
from portlens.model.port_use import PortUse
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.programs.program import program_of
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def taken_by(sockets: Iterable[Socket], transport: str | None) -> PortSet:
    """Return the ports that `sockets` have over `transport`; None: over any."""
    return PortSet(
        (socket.first, socket.last) for socket in sockets if transport in (None, socket.transport)
    )


class FreePorts:
    """The free ports beside some sockets: put together once, and asked for many a conflict."""

    def __init__(self, sockets: Iterable[Socket], catalogue: Catalogue) -> None:
        self._sockets = tuple(sockets)
        self._catalogue = catalogue
        self._taken: dict[str, PortSet] = {}

    def next(self, wanted: int, transport: str) -> int | None:
        """Return the lowest good port from `wanted` on, as `next_free_port` does.

        None for a well-known port: its clients ask no other, so that a DNS server on 54, or a
        web server on 81, is no answer to a conflict.
        """
        if wanted <= HIGHEST_WELL_KNOWN:
            return None
        taken = self._taken.get(transport)
        if taken is None:
            taken = self._taken[transport] = taken_by(self._sockets, transport)
        return next_free_port(taken, wanted, self._catalogue, transport)


def next_free_beside(document: Document, use: PortUse, wanted: int, context: Context) -> int | None:
    """Return the lowest good port from `wanted` on that `use` could take beside all else there is.

    None where `use` takes no port of the machine, or where every port up to the highest is taken.
    """
    if use.role not in ("listens", "publishes"):
        return None
    sockets = program_of(document, context.workspace).sockets
    others = (
        socket
        for socket in pausing(sockets)
        if socket.place not in use.feeds
        and (socket.place.path != document.path or not _is_of(socket.place.span, use.span))
    )
    taken = taken_by(others, use.transport)
    return next_free_port(taken, wanted, context.catalogue, use.transport)


def _is_of(place: Span, use: Span) -> bool:
    """Tell whether a socket is there for the use, or only for want of one that is written."""
    return place.start == place.end or (place.start <= use.end and use.start <= place.end)


def next_free_port(
    taken: PortSet, wanted: int, catalogue: Catalogue, transport: str = "tcp"
) -> int | None:
    """Return the lowest port from `wanted` on that is free and good to take; None: there is none.

    `wanted` itself is what somebody asked for: it only has to be free.
    """
    wanted = max(wanted, 1)
    port = taken.next_outside(wanted)
    while port is not None and port != wanted and why_not(port, catalogue, transport):
        # The ephemeral range is passed over at once, the other reasons are ports here and there.
        after = EPHEMERAL.stop if port in EPHEMERAL else port + 1
        port = taken.next_outside(after)
    return port


def why_not(port: int, catalogue: Catalogue, transport: str = "tcp") -> Phrase | None:
    """Return why a free port is no good choice, or None where it is one."""
    if port in EPHEMERAL:
        return EPHEMERALLY
    name = _owner(port, catalogue, transport)
    if name:
        return OTHERS.fill(name=name)
    if transport == "tcp" and port in BLOCKED_BY_BROWSERS:
        return BLOCKED
    return MACOS.fill(what=HELD_BY_MACOS[port]) if port in HELD_BY_MACOS else None


def _owner(port: int, catalogue: Catalogue, transport: str) -> str:
    """Return whose the port is, if most people know it for one service or one database."""
    for row in catalogue.at(port, transport):
        if port <= HIGHEST_WELL_KNOWN and catalogue.port_of(row.name, transport) == port:
            return row.name
    # Docker's official images have no slash in their names: what they hold, everybody knows.
    is_famous = any("/" not in image for image in catalogue.images_at(port, transport))
    is_data = is_famous and catalogue.is_datastore(port, transport)
    software = catalogue.software_at(port, transport) if is_data else ()
    return software[0] if software else ""


HIGHEST_WELL_KNOWN = 1023  # RFC 6335
# Source: net.ipv4.ip_local_port_range of Linux as it comes. Any program may be given one of
# these for a connection of its own just when another wants to listen there.
EPHEMERAL = range(32768, 61000)
# Source: the AirPlay receiver of macOS 12 and later.
HELD_BY_MACOS = {5000: "AirPlay", 7000: "AirPlay"}
# Source: "bad ports" in the Fetch standard, section 2.9. A browser opens no page there.
BLOCKED_BY_BROWSERS = frozenset(
    {
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161),
        *(179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563),
        *(587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060),
        *(5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    }
)

EPHEMERALLY = Phrase(
    "the kernel gives ports of this range to outgoing connections",
    "この範囲のポートはカーネルが外向きの接続に割り当てます",
)
BLOCKED = Phrase("browsers refuse to open it", "ブラウザーが接続を拒否します")
MACOS = Phrase("macOS listens there ({what})", "macOS ({what}) が使用します")
OTHERS = Phrase("it is known as the port of {name}", "{name} のポートとして知られています")
