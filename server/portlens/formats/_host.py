"""Hosts as the C library's resolver takes them, before it asks anybody.

Source: inet_aton(3) and getaddrinfo(3) of glibc, tried with HAProxy 2.6 and httpd 2.4.
"""

from portlens.model.address import Address
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex

# Whatever else stands in a name, the resolver finds nothing.
_NAME = regex(r"[A-Za-z0-9_.-]+")


def is_host_name(host: str) -> bool:
    """Tell whether a resolver may find something that is called `host`."""
    return _NAME.fullmatch(host) is not None


def short_ipv4(host: str) -> Address | None:
    """Return the address that inet_aton() reads in digits and dots: `127.1`, `0`; else None."""
    parts = host.split(".")
    if len(parts) > 4 or not all(map(is_number, parts)):
        return None
    *first, last = [to_number(part) for part in parts]
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        return None
    value = last
    for place, number in enumerate(first):
        value += number << (24 - 8 * place)
    octets = (str(value >> shift & 255) for shift in (24, 16, 8, 0))
    return Address("ipv4", ".".join(octets))
