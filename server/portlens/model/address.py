"""Addresses that sockets are bound to, and which of them get in each other's way."""

from functools import lru_cache

from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.typed import Literal

Family = Literal["ipv4", "ipv6", "name", "unix"]


class Address(NamedTuple):
    """An address in its canonical spelling: `0.0.0.0`, `::`, `127.0.0.1`, a host name, a path.

    `dual_stack` marks an IPv6 socket that takes IPv4 as well (IPV6_V6ONLY off).
    """

    family: Family
    text: str
    dual_stack: bool = False

    @property
    def is_wildcard(self) -> bool:
        """Whether the address stands for every address of its family."""
        return self.text in {"0.0.0.0", "::"} and self.family in {"ipv4", "ipv6"}

    @property
    def is_unassignable(self) -> bool:
        """Whether no machine has the address, so that nothing is ever bound to it.

        Source: RFC 1122, 3.2.1.3 (0.0.0.0/8 but for the wildcard), and RFC 1112, section 4
        (240.0.0.0/4). Linux binds 255.255.255.255, the broadcast address.
        """
        if self.family != "ipv4" or self.text == "0.0.0.0":
            return False
        first = self.text.partition(".")[0]
        is_reserved = len(first) == 3 and first >= "240" and self.text != "255.255.255.255"
        return first == "0" or is_reserved

    @property
    def is_loopback(self) -> bool:
        """Whether only programs on the same machine reach the address."""
        if self.family == "ipv4":
            return self.text.startswith("127.")
        return self.text in {"::1", "localhost"}

    @property
    def is_dockers_resolver(self) -> bool:
        """Whether Docker answers for names there, in each container of a network of its own.

        Source: Docker's "Networking overview", DNS services: the embedded DNS server.
        """
        return self == DOCKERS_RESOLVER


ANY_IPV4 = Address("ipv4", "0.0.0.0")
ANY_IPV6 = Address("ipv6", "::")
LOOPBACK_IPV4 = Address("ipv4", "127.0.0.1")
DOCKERS_RESOLVER = Address("ipv4", "127.0.0.11")


def overlap(one: Address, other: Address) -> bool:
    """Tell whether Linux refuses to bind both addresses on one port of one transport.

    Source: both sockets really bound, for every pair of the kinds below (Linux 6.1; TCP
    with SO_REUSEADDR and UDP alike). BSD and macOS allow a wildcard beside a specific address.
    Host names are opaque: only the same name overlaps itself, since guessing what a name
    resolves to would raise false alarms. An address that no machine has is in nobody's way: its
    socket fails by itself.
    """
    if one.is_unassignable or other.is_unassignable:
        return False
    if one.family == other.family:
        same_family_wildcard = one.is_wildcard or other.is_wildcard
        return one.text == other.text or same_family_wildcard
    for ipv6, ipv4 in ((one, other), (other, one)):
        if ipv6.family == "ipv6" and ipv4.family == "ipv4":
            return ipv6.is_wildcard and ipv6.dual_stack
    return False


@lru_cache(maxsize=1024)  # files repeat the same few addresses all over
def parse_ip(text: str) -> Address | None:
    """Return the address that `text` spells, without brackets, or None where it is no IP address.

    An IPv4 address mapped into IPv6 (`::ffff:127.0.0.1`) is that IPv4 address: it takes the
    same socket. A zone (`fe80::1%eth0`) stays part of the text.
    """
    parts = text.split(".")
    if len(parts) == 4 and all(_is_octet(part) for part in parts):
        return Address("ipv4", ".".join(str(to_number(part)) for part in parts))
    if ":" not in text:
        return None
    from ipaddress import IPv6Address

    try:
        address = IPv6Address(text)
    except ValueError:
        return None
    if address.ipv4_mapped is not None:
        return Address("ipv4", str(address.ipv4_mapped))
    return Address("ipv6", str(address))


def _is_octet(text: str) -> bool:
    return is_number(text) and len(text) <= 3 and to_number(text) <= 255
