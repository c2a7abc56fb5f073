"""What a Caddyfile says of one port, and how it becomes a port use."""

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.caddyfile.address import UNIX, Parsed, Problem, host_address
from portlens.formats.caddyfile.words import Word
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span

LOCAL = Address("ipv4", "127.0.0.1")


class Entry(NamedTuple):
    """One address in its line.

    `keyword` is the directive or option; `site` for the address of a site. `host` is where the host
    stands, `protocol` what is served there, as far as the line tells.
    """

    keyword: str
    parsed: Parsed
    host: Span
    protocol: str = ""


def entry_of(use: PortUse) -> Entry | None:
    """Return what a line says; None where the address is still to be typed."""
    return use.detail if isinstance(use.detail, Entry) else None


class About(NamedTuple):
    """What is known of an address before it is read; the rest is as in `Entry` and `PortUse`."""

    keyword: str
    owner: str
    protocol: str = ""


def use_of(
    role: Role, word: Word, parsed: Parsed, about: About, implied: int | None = None
) -> PortUse:
    """Return the port use that an address is; `implied` is the port where none is written."""
    owner = about.owner
    entry = Entry(about.keyword, parsed, word.part(*parsed.host), about.protocol)
    address = host_address(parsed.host_text)
    if parsed.network in UNIX:
        path = Address("unix", parsed.host_text)
        return PortUse(role, word.span, None, address=path, owner=owner, detail=entry)
    port: PortRange | None = None
    if parsed.port is not None:
        text = parsed.port_text
        is_variable = word.is_variable(*parsed.port) or MASK in text or "{" in text
        span = word.part(*parsed.port)
        port = PortRange(span, parsed.first, parsed.last, is_variable=is_variable)
    elif implied is not None:
        port = PortRange(word.span, implied, implied, is_implied=True)
    transport = "udp" if parsed.network.startswith("udp") else "tcp"
    return PortUse(role, word.span, port, transport, address, owner=owner, detail=entry)


def fault_of(word: Word, problem: Problem, use: PortUse | None = None) -> Fault:
    """Return what Caddy has against an address."""
    values = {"port": problem.port, "scheme": problem.scheme} if problem.port else {}
    return Fault(problem.rule, word.part(problem.start, problem.end), problem.reason, values, use)


def empty_use(role: Role, span: Span, owner: str) -> PortUse:
    """Return the use that stands where an address is still to be typed."""
    return PortUse(role, span, PortRange(span, None, None), owner=owner)
