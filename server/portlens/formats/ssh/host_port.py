"""`host:port` as OpenSSH's `hpdelim` takes it apart, and the addresses in it."""

from functools import lru_cache

from portlens.model.address import Address, parse_ip
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_DELIMITER = regex(r"[:/]")


class HostPort(NamedTuple):
    """What stands at either side of the colon, as offsets in the word's value.

    `host` is without brackets; `port` is None where no colon follows the host.
    """

    host: str
    host_at: Span
    port: str | None
    port_at: Span


def split_host_port(text: str) -> HostPort | None:
    """Take `host`, `host:port`, `[host]` or `[host]:port` apart; None where OpenSSH cannot."""
    if text.startswith("["):
        end = text.find("]") + 1
        if not end:
            return None
    else:
        match = _DELIMITER.search(text)
        end = match.start() if match else len(text)
    host, delimiter, port = text[:end], text[end : end + 1], text[end + 1 :]
    at = Span(0, end)
    if host.startswith("[") and host.endswith("]"):
        host, at = host[1:-1], Span(1, end - 1)
    if not delimiter:
        return HostPort(host, at, None, Span(end, end))
    if delimiter != ":":
        return None
    return HostPort(host, at, port, Span(end + 1, len(text)))


@lru_cache(maxsize=1024)  # one host has many ports
def host_address(host: str) -> Address | None:
    """Return the address that `host` writes; None for no host at all."""
    if not host:
        return None
    if ":" in host:
        return parse_ip(host) or Address("name", host)
    return short_ipv4(host) or Address("name", host)


_PART = regex(r"0[xX][0-9a-fA-F]*\Z|0[0-7]*\Z|[1-9][0-9]*\Z")
_DOTTED = regex(r"[0-9a-fA-FxX.]+\Z")


def short_ipv4(text: str) -> Address | None:
    """Return the IPv4 address that inet_aton(3) makes of `2222`, `127.1` or `010.0x0.0.1`."""
    if len(text) > 64 or not _DOTTED.match(text):
        return None
    parts = text.split(".")
    if len(parts) > 4 or not all(_PART.match(part) for part in parts):
        return None
    numbers = [_number(part) for part in parts]
    *leading, last = numbers
    if any(number > 255 for number in leading) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last
    for position, number in enumerate(leading):
        value |= number << (24 - 8 * position)
    return Address("ipv4", ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0)))


def _number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return to_number(part[2:] or "0", 16)
    return to_number(part, 8 if part.startswith("0") else 10)


def why_colons(text: str) -> str:
    """Return why a word with too many colons for `host:port` is refused."""
    before = text.rpartition(":")[0]
    is_ipv6 = any(":" in part and parse_ip(part) for part in (before, text))
    if is_ipv6:
        return "brackets"
    return "commas" if _LIST.match(text) else "colons"


_LIST = regex(r"[^,:]+:[^,:]+(,[^,:]+:[^,:]+)+,?\Z")


def is_no_address(host: str) -> bool:
    """Tell whether no name server in the world can make an address of `host`.

    True for what looks like an IP address and is none, and for what has a character in it that
    no host name has.
    """
    if ":" in host:
        return parse_ip(host) is None
    if host == "*" or short_ipv4(host):
        return False
    return _DIGITS.match(host) is not None or _IN_NO_NAME.search(host) is not None


_DIGITS = regex(r"[0-9]+(\.[0-9]+)*\.?\Z")
_IN_NO_NAME = regex(r"[^\w.-]")
