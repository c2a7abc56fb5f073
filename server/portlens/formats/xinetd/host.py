"""The address that a service is bound to, as xinetd asks getaddrinfo(3) for it.

Source: xinetd 2.3.15.3, bind_parser() and redir_parser(), tried with such values.
"""

from portlens.formats._host import is_host_name, short_ipv4
from portlens.model.address import Address, parse_ip
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex

_NUMERIC = regex(r"[0-9.]+")
_OCTAL = regex(r"(?<![0-9])0(?:([0-7]{1,24})|[0-9]+)(?![0-9])")


class Host(NamedTuple):
    """An address, and the family of the socket in which it is written."""

    address: Address
    is_ipv6: bool


def read_host(text: str) -> Host | None:
    """Return the address that `text` spells, a host name among them; None where it is none.

    `::ffff:127.0.0.1` is an address of IPv6 that takes the socket of one of IPv4.
    """
    if ":" in text:
        literal = parse_ip(text)
        return Host(literal, is_ipv6=True) if literal is not None else None
    if _NUMERIC.fullmatch(text):
        literal = short_ipv4(_decimal(text))
        return Host(literal, is_ipv6=False) if literal is not None else None
    return Host(Address("name", text), is_ipv6=False) if is_host_name(text) else None


def _decimal(text: str) -> str:
    """Return the parts of an address with those that begin with 0 read as octal numbers."""
    return _OCTAL.sub(lambda match: str(to_number(match[1], 8)) if match[1] else "x", text)
