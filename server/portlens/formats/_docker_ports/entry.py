"""One entry such as `127.0.0.1:8080:80/tcp`, part by part.

Source: go-connections' ParsePortSpec, and what docker-compose 2.40.3 and `docker create -p` of
Docker 20.10 and 28.2 say to each form.
"""

from portlens.formats._docker_ports.syntax import (
    NO_TRANSPORT,
    TRANSPORTS,
    Mistake,
    ShortEntry,
    Slice,
    read_address,
    read_ports,
    split,
)
from portlens.formats._format import Fault
from portlens.formats._interpolation import UNKNOWN
from portlens.formats._place import Place
from portlens.model.address import Address
from portlens.model.port_use import PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex


class Grammar(NamedTuple):
    """What programs take otherwise.

    `takes_sign`: a newer version takes `+80`, and one of before does not. `lowest` is the lowest
    port of a container. `cuts`: what follows a second slash, or a second dash, is left out, and
    nothing behind the first slash is TCP.
    """

    takes_sign: bool = False
    lowest: int = 1
    cuts: bool = False


# What `docker create -p` takes; who starts containers that way hands the word on.
COMMAND_LINE = Grammar(lowest=0, cuts=True)


class Entry(NamedTuple):
    """An entry as read: what stands in it, and what is wrong with that.

    `port` is None where none is written, `is_picked` where Docker picks one.
    """

    parts: ShortEntry
    transport: str
    address: Address | None
    port: PortRange | None
    target: PortRange
    faults: tuple[Fault, ...]
    is_picked: bool


def read_entry(place: Place, grammar: Grammar) -> Entry:
    """Read every part of an entry, so that one mistake hides no other."""
    parts = split(place.expanded.text)
    faults: list[Fault] = []
    before: list[Fault] = []
    transport = _transport(place, parts.transport, grammar, faults)
    address = _address(place, parts, before)
    port = _host(place, parts, grammar, before)
    target = _container(place, parts, grammar, faults)
    # Behind `[::1]:` and `127.0.0.1:` more is to come, which decides what the parts are.
    if not target.is_empty:
        faults += before
    if port is not None and len(target.numbers) > 1 and not _fits(port, target):
        values = {"host": len(port.numbers), "container": len(target.numbers)}
        faults.append(Fault("invalid-port-range", place.span, "sizes", values))
    written = parts.host and place.expanded.text[parts.host.start : parts.host.end]
    is_picked = not written or (port is not None and port.numbers == range(1))
    return Entry(parts, transport, address, port, target, tuple(faults), is_picked)


def _transport(place: Place, part: Slice | None, grammar: Grammar, faults: list[Fault]) -> str:
    written = place.expanded.text[part.start : part.end] if part else ""
    if grammar.cuts:
        written = written.partition("/")[0]
        part = part if written else None
    transport = written.lower() or "tcp"
    if transport not in TRANSPORTS and UNKNOWN not in transport and part:
        faults.append(Fault("invalid-transport", place.of(*part), "docker"))
    return transport if transport in TRANSPORTS else NO_TRANSPORT


def _address(place: Place, parts: ShortEntry, faults: list[Fault]) -> Address | None:
    if parts.address is None:
        return None
    # `::80` and `[]::80` have an empty address, which is none.
    written = place.expanded.text[parts.address.start : parts.address.end]
    address = read_address(written) if written not in ("", "[]") else None
    if isinstance(address, Mistake):
        faults.append(Fault(address.rule, place.of(*parts.address), address.reason))
        return None
    return address


def _host(
    place: Place, parts: ShortEntry, grammar: Grammar, faults: list[Fault]
) -> PortRange | None:
    if parts.host is None or parts.host.start == parts.host.end:
        return None
    start, end = parts.host
    written = place.expanded.text[start:end]
    if parts.address is None and isinstance(read_address(written), Address):
        faults.append(Fault("invalid-address", place.of(start, end), "without-host-port"))
        return place.port(start, end, None, None)
    return _port(place, parts.host, 0, grammar, faults)


def _container(place: Place, parts: ShortEntry, grammar: Grammar, faults: list[Fault]) -> PortRange:
    start, end = parts.container
    if start == end:
        span = place.of(start, end)
        faults.append(
            Fault("missing-port", span if parts.host is None else place.span, "container")
        )
        return PortRange(span, None, None)
    return _port(place, parts.container, grammar.lowest, grammar, faults)


def _port(
    place: Place, part: Slice, lowest: int, grammar: Grammar, faults: list[Fault]
) -> PortRange:
    written = place.expanded.text[part.start : part.end]
    if grammar.cuts:
        written = "-".join(written.split("-")[:2])
    takes_sign = grammar.takes_sign
    ports = read_ports(_SIGN.sub("", written) if takes_sign else written, lowest)
    if takes_sign and _SIGN.search(written) and not isinstance(ports, Mistake):
        faults.append(Fault("invalid-port", place.of(*part), "sign"))
    if isinstance(ports, Mistake):
        span = place.of(*part)
        older = _CUT.fullmatch(written) if takes_sign and ports.reason == "not-a-number" else None
        if older is not None:
            ports = Mistake("invalid-port", "second-dash", {"older": older[1]})
        faults.append(Fault(ports.rule, span, ports.reason, ports.values))
        return place.port(part.start, part.end, None, None)
    first, last = ports or (None, None)
    return place.port(part.start, part.end, first, last)


# Compose 5 reads numbers by another function than Compose 2, and that takes a sign.
_SIGN = regex(r"(?:^|(?<=-))\+(?=[0-9])")
# Compose 2 reads no further than the second number of `1-2-3`.
_CUT = regex(r"([0-9]+-[0-9]+)-.*")


def _fits(port: PortRange, target: PortRange) -> bool:
    return not port.is_known or len(port.numbers) == len(target.numbers)
