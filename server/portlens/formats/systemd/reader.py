"""Reading a .socket or .service unit, or a drop-in of one."""

from collections.abc import Iterator

from portlens.formats._format import Fault, Reading
from portlens.formats._template import MASK, unfilled
from portlens.formats.systemd.bind import KEYS as BIND_KEYS
from portlens.formats.systemd.bind import read_bind
from portlens.formats.systemd.listen import KEYS, read_listen
from portlens.formats.systemd.proxy import read_proxy
from portlens.formats.systemd.unit import Assignment, assignments
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Tree(NamedTuple):
    """All that a unit file sets."""

    assignments: tuple[Assignment, ...]


def read(text: str, path: str) -> Reading:
    """Read a unit file, as systemd 252 does; `path` tells whose ports they are."""
    lines = tuple(assignments(unfilled(text, path)))
    name, protocol = unit_name(path), _protocol(lines)
    found = [item for line in lines for item in _items(line, name, protocol)]
    return Reading(
        tuple(_as_written(item, text) for item in found if isinstance(item, PortUse)),
        tuple(item for item in found if isinstance(item, Fault)),
        tree=Tree(lines),
    )


def unit_name(path: str) -> str:
    """Return the unit that the file at `path` says something of: itself, or that of a drop-in."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    above = folder.rpartition("/")[2]
    return above.removesuffix(".d") if name.endswith(".conf") and above.endswith(".d") else name


def _items(line: Assignment, name: str, protocol: str) -> Iterator[PortUse | Fault]:
    if line.section == "Socket" and line.key in KEYS and ".service" not in name:
        usual = KEYS[line.key]
        yield from read_listen(line, name, protocol if _FOR.get(protocol) == usual else usual)
    elif line.key in BIND_KEYS and line.section in ("Socket", "Service"):
        yield from read_bind(line, name)
    elif line.section == "Service" and line.key == "ExecStart":
        yield from read_proxy(line, name)


def _as_written(use: PortUse, text: str) -> PortUse:
    """Return the use with the placeholder of its address as it stands in the file."""
    address, port = use.address, use.port
    if address is None or MASK not in address.text:
        return use
    span = (
        use.span if port is None else Span(use.span.start, max(use.span.start, port.span.start - 1))
    )
    return use._replace(address=address._replace(text=span.of(text).strip("[]")))


# The protocols that may stand in the place of the usual one.
_FOR = {"sctp": "tcp", "udplite": "udp"}


def _protocol(lines: tuple[Assignment, ...]) -> str:
    """Return the last `SocketProtocol=`; empty where there is none."""
    given = (line.value for line in reversed(lines) if line.key == "SocketProtocol")
    return next(given, "")
