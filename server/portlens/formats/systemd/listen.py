"""The value of `ListenStream=` and its kin: a port, `address:port`, or the path of a socket.

Source: systemd 252, socket_address_parse() in src/shared/socket-netlink.c, and what
`systemd-analyze verify` says. vsock is left alone: it has no ports of TCP or UDP, and what may
stand there differs by version.
"""

import re
from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.systemd.number import number_of, read_number
from portlens.formats.systemd.unit import Assignment
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import split_blanks
from portlens.text.regex import regex
from portlens.text.span import Span

Item = PortUse | Fault

SEQUENTIAL = "ListenSequentialPacket"
KEYS = {"ListenStream": "tcp", "ListenDatagram": "udp", SEQUENTIAL: "tcp"}
# The longer ones are taken since systemd 254.
_VSOCK = ("vsock:", "vsock-stream:", "vsock-dgram:", "vsock-seqpacket:")
_LONGEST_PATH = 107  # bytes of sockaddr_un


class Listen(NamedTuple):
    """What a listening line is beyond its port.

    `service` is what the unit is called, without its kind. `is_refused`: systemd ignores the line.
    `is_bound_to_device`: it counts on one interface only.
    """

    line: Assignment
    is_refused: bool = False
    is_bound_to_device: bool = False
    service: str = ""


def read_listen(line: Assignment, owner: str, transport: str) -> Iterator[Item]:
    """Yield the use that a listening line is, and what systemd has against it."""
    value = line.value
    if value.startswith(_VSOCK):
        return
    if value[:1] in ("/", "@") or (_OPEN.search(value) and "/" in value):
        yield from _path(line, owner, transport)
        return
    found = list(_socket(line, owner, transport))
    faults = [item for item in found if isinstance(item, Fault)]
    is_sequential = line.key == SEQUENTIAL and value and not _OPEN.search(value)
    if is_sequential and not faults:
        faults = [Fault("invalid-transport", line.span, "sequential")]
    for item in found:
        if isinstance(item, PortUse):
            is_bound = _ON_DEVICE.search(value) is not None
            service = owner.partition(".socket")[0]
            yield item._replace(detail=Listen(line, bool(faults), is_bound, service))
    yield from faults


# What systemd or a template fills in: nobody knows what will stand there.
_OPEN = regex(f"[%{MASK}]")
_ON_DEVICE = regex(r"(?<=[0-9])%%\S+\Z")
_ADDRESS = regex(r"(?P<host>\[[^\]]*\]|[^:\[\]]*):(?P<port>[^:\]]*)")
_COMMENT = regex(r"(?<![ \t])[ \t]+(?=[#;])")


def _path(line: Assignment, owner: str, transport: str) -> Iterator[Item]:
    value = line.value
    length = len(value.encode("utf-8", "replace"))
    fault = None
    if value in ("@", "/"):
        fault = Fault("invalid-address", line.span, "no-name")
    elif length > _LONGEST_PATH and not _OPEN.search(value):
        fault = Fault("invalid-address", line.span, "long-path")
    detail = Listen(line, fault is not None)
    address = Address("unix", value)
    yield PortUse("listens", line.span, None, transport, address, owner, detail=detail)
    if fault:
        yield fault


def _socket(line: Assignment, owner: str, transport: str) -> Iterator[Item]:
    value, start = line.value, line.span.start
    use = PortUse("listens", line.span, PortRange(line.span, None, None), transport, owner=owner)
    device = _ON_DEVICE.search(value)
    value = value[: device.start()] if device else value
    if not value:
        yield use
        return
    behind = _COMMENT.search(value)
    if behind and not _OPEN.search(value):
        found = _alone(use, value[: behind.start()], start)
        yield from (item for item in found if isinstance(item, PortUse))
        yield Fault("invalid-port", Span(start + behind.end(), line.span.end), "comment")
        return
    yield from _alone(use, value, start)


def _alone(use: PortUse, value: str, start: int) -> Iterator[Item]:
    """Yield what a value makes that has no comment and no interface behind it."""
    whole = Span(start, start + len(value))
    if number_of(value) is not None:
        port, fault = read_number(value, whole)
        yield use._replace(port=port)
        if fault:
            yield fault
        return
    match = _ADDRESS.fullmatch(value)
    if _reason(value) == "one-a-line":
        yield use._replace(port=PortRange(whole, None, None))
        yield Fault("invalid-port", whole, "one-a-line")
    elif match:
        yield from _with_address(use, match, start)
    elif _OPEN.search(value):
        yield use._replace(port=PortRange(whole, None, None, is_variable=True))
    else:
        yield use._replace(port=PortRange(whole, None, None))
        yield _why(value, whole)


def _with_address(use: PortUse, match: re.Match[str], start: int) -> Iterator[Item]:
    host, port_text = match["host"], match["port"]
    at = Span(start + match.start("port"), start + match.end("port"))
    inside = host[1:-1] if host.startswith("[") else host
    address = parse_ip(inside) if _is_ip(host) else None
    use = use._replace(address=address or Address("name", inside))
    if _OPEN.search(port_text):
        yield use._replace(port=PortRange(at, None, None, is_variable=True))
    elif not port_text:
        yield use._replace(port=PortRange(at, None, None))
        yield Fault("missing-port", at, "after-host", {"host": host})
        return
    else:
        port, fault = read_number(port_text, at)
        yield use._replace(port=port)
        if fault:
            yield (
                fault._replace(reason=_reason(port_text)) if fault.rule == "invalid-port" else fault
            )
    if address is None and not _OPEN.search(host):
        where = Span(start, start + len(host) + (not host))
        yield Fault("invalid-address", where, _why_no_address(host))


def _why_no_address(host: str) -> str:
    if not host:
        return "no-host"
    return "not-ipv6" if host.startswith("[") else "no-ip"


def _is_ip(host: str) -> bool:
    """Tell whether inet_pton(3) takes the host: without zeros in front, and in brackets or not."""
    if host.startswith("["):
        return ":" in host and "%" not in host
    return re.search(r"(?:^|\.)0[0-9]", host) is None and ":" not in host


def _why(value: str, whole: Span) -> Fault:
    """Return what is wrong with a value that is neither a port nor an address with one."""
    if value.startswith("["):
        if "]" not in value:
            return Fault("invalid-address", whole, "open-bracket")
        if value.endswith("]"):
            return Fault("missing-port", whole, "after-host", {"host": value})
        return Fault("invalid-address", whole, "after-bracket")
    before = value.rpartition(":")[0]
    if value.count(":") > 1 and parse_ip(before) and number_of(value.rpartition(":")[2]):
        return Fault("invalid-address", whole, "brackets")
    if parse_ip(value):
        return Fault("missing-port", whole, "after-host", {"host": value})
    if ":" in value:
        return Fault("invalid-address", whole, "no-ip")
    return Fault("invalid-port", whole, _reason(value))


def _reason(text: str) -> str:
    """Return why a text that stands where a port belongs is none."""
    words = split_blanks(text)
    if len(words) > 1 and all(number_of(word.rpartition(":")[2]) for word in words):
        return "one-a-line"
    if len(words) == 1 and words[0] != text:
        return "blanks"
    if re.fullmatch(r"[0-9]+-[0-9]+", text):
        return "no-range"
    if re.fullmatch(r"[0-9]+/(?:tcp|udp)", text):
        return "with-transport"
    return "quotes" if text[:1] in ("'", '"') else "not-a-number"
