"""The host of an entry of inetd.conf, as getaddrinfo(3) finds it in one family of addresses."""

from portlens.formats._host import is_host_name, short_ipv4
from portlens.formats._template import MASK
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, parse_ip
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span

_NUMERIC = regex(r"[0-9.]+")


class Host(NamedTuple):
    """One of the hosts before a colon, and where it stands; of `*` itself nothing is written."""

    text: str
    span: Span | None


EVERY: tuple[Host, ...] = (Host("*", None),)


def hosts(word: str, start: int) -> tuple[Host, ...]:
    """Return the hosts that commas part in `word`, which begins at `start`; `*` for none at all."""
    if not word:
        return EVERY
    if word.startswith("[") and word.endswith("]") and len(word) > 1:
        word, start = word[1:-1], start + 1
    found = []
    for part in pausing(word.split(",")):
        if part:
            found.append(Host(part, Span(start, start + len(part))))
        start += len(part) + 1
    return tuple(found)


def address_of(host: Host, family: str) -> Address | None:
    """Return the address of `host` in a `family`, ipv4 or ipv6; None where it has none there."""
    if host.text == "*":
        return ANY_IPV4 if family == "ipv4" else ANY_IPV6
    literal = parse_ip(host.text) or short_ipv4(host.text)
    if literal is not None:
        is_mapped = ":" in host.text and literal.family == "ipv4"
        return literal if is_mapped or literal.family == family else None
    is_found = MASK in host.text or (is_host_name(host.text) and not _NUMERIC.fullmatch(host.text))
    return Address("name", host.text) if is_found else None
