"""Lines that listen: `bind`, `dgram-bind`, `stats socket`."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.haproxy.address import Grammar, parse_address
from portlens.formats.haproxy.entry import Entry, Part, empty_use, fault_of, parts, use_of
from portlens.formats.haproxy.options import Options, bind_options
from portlens.formats.haproxy.sections import Section
from portlens.formats.haproxy.words import Line, Word
from portlens.model.address import Address
from portlens.model.port_use import PortUse

_STREAMS = Grammar(needs_port=True, takes_range=True)
_DATAGRAMS = Grammar(needs_port=True, takes_range=True, transports=("udp",))


def read_bind(line: Line, section: Section) -> Iterator[PortUse | Fault]:
    """Yield the ports of `bind :80,:443 ssl` and its kin; the sockets of a backend stay shut."""
    if section.keyword != "backend":
        yield from _listening(line, 1, section, _STREAMS)


def read_dgram_bind(line: Line, section: Section) -> Iterator[PortUse | Fault]:
    """Yield the ports of `dgram-bind :514`."""
    yield from _listening(line, 1, section, _DATAGRAMS)


def read_stats(line: Line, section: Section) -> Iterator[PortUse | Fault]:
    """Yield the ports of `stats socket ipv4@127.0.0.1:9999`; other `stats` have none."""
    if len(line.words) > 1 and line.words[1].text == "socket":
        yield from _listening(line, 2, section, _STREAMS)


def _listening(
    line: Line, index: int, section: Section, grammar: Grammar
) -> Iterator[PortUse | Fault]:
    owner = section.title
    if len(line.words) <= index:
        yield empty_use("listens", line.after(index), owner, grammar.transports[0])
        yield Fault("missing-port", line.words[index - 1].span, "keyword")
        return
    options = bind_options(line.words[index + 1 :])
    for part in parts(line.words[index]):
        entry = _entry(line, section, part, grammar, options)
        use = use_of("listens", part, grammar, entry, owner)
        if use is not None:
            yield _with_bound(use, entry)
        if entry.parsed.problem is not None:
            yield fault_of(part, entry.parsed.problem, use)


def _entry(line: Line, section: Section, part: Part, grammar: Grammar, options: Options) -> Entry:
    parsed = parse_address(part.text, grammar)
    protocol = ""
    if section.keyword in ("frontend", "listen") and section.mode == "http":
        protocol = "https" if "ssl" in options or parsed.transport == "udp" else "http"
    elif line.keyword == "stats":
        protocol = "HAProxy"  # which takes its own commands there, whatever the number
    host = part.span(*parsed.host)
    is_open = not section.is_disabled
    return Entry(section, line, parsed, host, options, is_open=is_open, protocol=protocol)


def _with_bound(use: PortUse, entry: Entry) -> PortUse:
    """Return a listening line with the address that HAProxy binds for it."""
    if not entry.is_open:
        return use._replace(bound=())
    address = socket_address(entry)
    is_taken = address is not None and use.port is not None and use.port.is_known
    return use._replace(bound=(address,)) if address is not None and is_taken else use


def socket_address(entry: Entry) -> Address | None:
    """Return the address of the socket; one of IPv6 takes IPv4 unless `v6only` stands there."""
    address = entry.parsed.address
    if address is not None and address.family == "ipv6" and address.is_wildcard:
        return address._replace(dual_stack="v6only" not in entry.options)
    return address


def read_head(line: Line) -> Iterator[Fault]:
    """Yield what is wrong with `frontend web :80`: since HAProxy 1.7 that is for `bind` to say."""
    address = line.words[2] if len(line.words) > 2 else None
    if line.keyword in ("frontend", "listen") and address is not None and _is_address(address):
        yield Fault("invalid-address", address.span, "in-head")


def _is_address(word: Word) -> bool:
    return ":" in word.text and MASK not in word.text
