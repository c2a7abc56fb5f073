"""What inetd opens for an entry: the use that it is, and what inetd has against it."""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.inetd.attempt import (
    INTERNAL,
    KINDS,
    PROGRAM,
    PROTOCOL,
    TYPE,
    Attempt,
    is_dual,
    looked_up,
)
from portlens.formats.inetd.entry import Asked, Entry
from portlens.formats.inetd.host import Host, address_of
from portlens.formats.inetd.protocol import protocol_fault
from portlens.formats.inetd.service import PROTOCOLS, read_service
from portlens.model.address import ANY_IPV4, Address
from portlens.model.port_use import PortRange, PortUse
from portlens.text.pause import pause, pausing
from portlens.text.span import Span

ENTRY = "invalid-inetd-entry"
# Those of a line `host:` are opened for each of the entries below: of more, no socket is known.
_MOST_HOSTS = 16
_LONGEST_PATH = 107  # bytes of sockaddr_un
_WRAPPER = "tcpd"


def faults_of(first: Attempt, text: str) -> Iterator[Fault]:
    """Yield why inetd drops an entry, whatever its port is."""
    fields = first.fields
    if first.dropped.startswith("no-"):
        yield Fault(ENTRY, span_of(first), first.dropped)
        return
    kind = fields[TYPE].of(text)
    if kind not in KINDS and MASK not in kind:
        yield Fault(ENTRY, fields[TYPE], "type")
    elif first.dropped == "buffer":
        yield Fault(ENTRY, fields[PROTOCOL], "buffer")
    elif first.dropped == "rpc":
        yield Fault(ENTRY, first.service, "rpc")
    elif first.dropped == INTERNAL:
        name = first.service.of(text)
        yield Fault(ENTRY, fields[PROGRAM], INTERNAL, {"name": name})


def with_path(first: Attempt, text: str, *, is_read: bool) -> Iterator[PortUse | Fault]:
    """Yield the use of a unix socket; its service is a path."""
    path, kind = first.service.of(text), _kind(first, text)
    fault = None
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST_PATH and MASK not in path:
        fault = Fault("invalid-address", first.service, "long-path")
        yield fault
    address = Address("unix", path)
    is_opened = is_read and fault is None and not first.dropped and kind in KINDS
    asked = (Asked(address, (path, "", first.protocol)),) if is_opened else ()
    yield PortUse(
        "listens",
        span_of(first),
        None,
        KINDS.get(kind, "tcp"),
        address,
        _owner(first, text),
        detail=Entry(asked, kind, first.protocol, _is_internal(first, text)),
    )


def with_port(
    first: Attempt,
    second: Attempt | None,
    hosts: Sequence[Host] | None,
    text: str,
    *,
    is_read: bool,
) -> Iterator[PortUse | Fault]:
    """Yield the use of a port, and what is wrong with its service, its protocol or its hosts.

    Without `hosts`, nobody knows what is opened, and only the service is judged.
    """
    named = hosts or ()
    kind, word = _kind(first, text), first.service.of(text)
    transport = KINDS.get(kind, "udp" if first.protocol.startswith("udp") else "tcp")
    attempts = [each for each in (first, second) if each is not None and each.family]
    protocols = [looked_up(each) for each in attempts]
    # What is no protocol has a fault of its own, and is not to hide which port is meant.
    names_of = [each for each in protocols if each in PROTOCOLS] or [transport]
    port, fault = read_service(word, first.service, names_of)
    if fault is not None:
        yield fault
    asked: tuple[Asked, ...] = ()
    is_open = hosts is None or len(named) > _MOST_HOSTS
    is_open = is_open or any(
        MASK in part for part in (kind, first.protocol, *(each.text for each in pausing(named)))
    )
    complete = [each for each in attempts if not each.dropped]
    if kind in KINDS and complete and not is_open:
        wrong = protocol_fault(first, protocols, port, kind)
        if wrong is not None:
            yield wrong
        if not named:
            # Before the colon stand brackets or commas alone.
            start, written = first.written.start, first.written.of(text)
            at = Span(start, start + written.rindex(":"))
            yield Fault("invalid-address", at, "unknown-host")
        yield from _unknown_hosts(named, complete)
        if is_read and fault is None:
            asked = tuple(_asked(complete, port, named, word, kind))
    yield PortUse(
        "listens",
        span_of(first),
        port,
        transport,
        _address(named, attempts),
        _owner(first, text),
        detail=Entry(asked, kind, first.protocol, _is_internal(first, text)),
        bound=None if is_open else tuple({each.address: each for each in pausing(asked)}),
    )


def span_of(found: Attempt) -> Span:
    """Return where an entry stands, from its host to the last field that inetd needs."""
    return Span(found.written.start, max(each.end for each in (found.service, *found.fields)))


def _unknown_hosts(named: Sequence[Host], attempts: Sequence[Attempt]) -> Iterator[Fault]:
    for host in named:
        pause()
        if host.span is None or any(address_of(host, each.family) for each in attempts):
            continue
        is_of_other = any(address_of(host, family) for family in ("ipv4", "ipv6"))
        values = {"protocol": attempts[0].protocol}
        reason = "other-family" if is_of_other else "unknown-host"
        yield Fault("invalid-address", host.span, reason, values)


def _asked(
    attempts: Sequence[Attempt], port: PortRange, named: Sequence[Host], word: str, kind: str
) -> Iterator[Asked]:
    """Yield the addresses in the order in which inetd binds them: of several hosts the last first.

    A name has whatever addresses the resolver says, and stands here once.
    """
    names: set[str] = set()
    for each in attempts:
        pause()
        if port.name and looked_up(each) not in PROTOCOLS:
            continue
        for host in reversed(named):
            pause()
            address = address_of(host, each.family)
            if address is None or address.text in names:
                continue
            if address.family == "name":
                names.add(address.text)
            elif address.family == "ipv6":
                address = address._replace(dual_stack=is_dual(each, kind))
            # A TCP socket of both families never finds room beside that of the first attempt.
            if each is attempts[0] or kind == "dgram" or not _is_taken(address, host, attempts):
                yield Asked(address, (word, host.text, each.protocol))


def _is_taken(address: Address, host: Host, attempts: Sequence[Attempt]) -> bool:
    before = address_of(host, attempts[0].family)
    return address.is_wildcard and address.dual_stack and before == ANY_IPV4


def _address(named: Sequence[Host], attempts: Sequence[Attempt]) -> Address | None:
    """Return the address of an entry with a single host, `*` aside."""
    if len(named) != 1 or named[0].span is None or named[0].text == "*":
        return None
    families = [each.family for each in attempts] or ["ipv4", "ipv6"]
    found = (address_of(named[0], family) for family in families)
    return next((address for address in found if address is not None), None)


def _kind(found: Attempt, text: str) -> str:
    return found.fields[TYPE].of(text) if found.fields else ""


def _is_internal(found: Attempt, text: str) -> bool:
    return len(found.fields) > PROGRAM and found.fields[PROGRAM].of(text) == INTERNAL


def _owner(found: Attempt, text: str) -> str:
    """Return the name of the program that inetd starts, or its own."""
    if len(found.fields) <= PROGRAM:
        return ""
    name = found.fields[PROGRAM].of(text).rpartition("/")[2]
    if name == _WRAPPER and found.argument is not None:
        name = found.argument.of(text).rpartition("/")[2]
    return "inetd" if name == INTERNAL else name.replace(MASK, "")
