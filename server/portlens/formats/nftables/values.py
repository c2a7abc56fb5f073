"""What stands in the place of a port: `22`, `ssh`, `8000-8010`, `{ 80, 443 }`, `$web`, `@web`.

Source: nftables 1.0.6, datatype.c (inet_service_type_parse): a number as strtoumax reads it, so
that 0x50 and 0120 are 80, else whatever getaddrinfo makes of the word, in any transport.
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats.nftables.words import Word
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# What begins an expression or a statement, and so is no service name. nft knows `time` and
# `tproxy` by these meanings alone, whatever /etc/services says.
_KEYWORDS = frozenset(
    """
    accept add arp bridge cgroup comment continue counter ct dccp delete dnat drop dup element
    elements ether exthdr fib flow fwd goto hash ibrname icmp icmpv6 iif iifgroup iifname iiftype
    insert ip ip6 ipsec jhash jump l4proto last limit log map mark masquerade meta meter mss not
    notrack numgen obrname oif oifgroup oifname oiftype osf or and pkttype queue quota random
    redirect reject return rt sctp secmark set skgid skuid snat socket symhash synproxy tcp th time
    timeout to tproxy typeof udp udplite update vlan vmap with xor xt
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)
_ALWAYS = frozenset({"time", "tproxy"})
_NAME = regex(r"[A-Za-z][A-Za-z0-9_.+-]*")
_TRANSPORTS = ("tcp", "udp", "dccp", "sctp")  # in the order in which the C library tries them


class Port(NamedTuple):
    """A port or range; `span` has its quotes as well."""

    span: Span
    port: PortRange


class Given(NamedTuple):
    """A variable or a named set in the place of ports."""

    sign: str  # `$` or `@`
    name: str


Found = Port | Given | Fault


def port_at(words: Sequence[Word], at: int) -> tuple[list[Found], int]:
    """Return what the port or range at `at` is, and where it ends; nothing where it is none."""
    first = _end(words, at)
    if first is None:
        return [], at
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.kind != "sign" or following.text != "-":
        return list(_single(first)), at + 1
    last = _end(words, at + 2)
    if last is None:
        return [], at
    return list(_range(first, last)), at + 3


def given_at(words: Sequence[Word], at: int) -> Given | None:
    """Return the variable or set that is named at `at`, two words long."""
    sign, *rest = words[at : at + 2]
    if sign.kind != "sign" or sign.text not in {"$", "@"} or not rest:
        return None
    return Given(sign.text, rest[0].text) if rest[0].kind == "name" and rest[0].is_joined else None


def listed(words: Sequence[Word], at: int, *, is_map: bool) -> tuple[list[Found], int, bool]:
    """Return the ports between the braces at `at`, where these end, and whether they are closed.

    Of a map these are its keys. An element that is anything else than a port is passed over.
    """
    found: list[Found] = []
    depth, index, start = 1, at + 1, at + 1
    while index < len(words) and depth:
        pause()
        word = words[index]
        sign = word.text if word.kind == "sign" else ""
        depth += (sign == "{") - (sign == "}")
        if depth == 0 or (depth == 1 and sign == ","):
            found += _element(words[start:index], is_map)
            if start == index:
                found.append(_nothing(word))
            start = index + 1
        index += 1
    if depth:
        found += _element(words[start:index], is_map)
    return found, index, depth == 0


def is_keyword(word: Word) -> bool:
    """Tell whether nft reads an expression or a statement from here, and no port."""
    if word.kind != "name":
        return False
    return word.text in _ALWAYS or (word.text in _KEYWORDS and _number_of(word.text) is None)


def _nothing(word: Word) -> Port:
    """Return the port still to be typed before `word`."""
    span = Span(word.span.start, word.span.start)
    return Port(span, PortRange(span, None, None))


def _element(words: Sequence[Word], is_map: bool) -> list[Found]:
    if not words:
        return []
    given = given_at(words, 0)
    if given is not None:
        return [given] if len(words) == 2 and given.sign == "$" else []
    found, end = port_at(words, 0)
    if end == len(words):
        return found
    after = words[end]
    if after.kind == "sign" and after.text == ":":
        data = words[end + 1] if end + 1 < len(words) else None
        is_one_word = (
            after.is_joined and data is not None and data.is_joined and data.kind != "name"
        )
        return found if is_map and not is_one_word else []
    # `22 timeout 1h`, `22 comment "x"`
    return found if after.kind == "name" and not after.is_joined else []


class _End(NamedTuple):
    span: Span  # with quotes
    inner: Span
    number: int | None  # None: nobody knows
    name: str


def _end(words: Sequence[Word], at: int) -> _End | None:
    """Return the port at `at`, which is one end of a range or all there is."""
    if at >= len(words):
        return None
    word = words[at]
    if word.kind not in {"number", "name", "quoted"} or is_keyword(word):
        return None
    inner = Span(word.span.start + 1, word.span.end - 1) if word.kind == "quoted" else word.span
    number = _value(word.text)
    if number is not None:
        return _End(word.span, inner, number, "")
    if not _NAME.fullmatch(word.text):
        return None
    return _End(word.span, inner, _number_of(word.text), word.text)


def _value(text: str) -> int | None:
    """Return the number that `text` is to nft; None where it is a name."""
    if text[:2] in {"0x", "0X"}:
        try:
            return to_number(text[2:], 16)
        except ValueError:
            return None
    if not is_number(text):
        return None
    if text[0] != "0":
        return to_number(text)
    if not set(text) - set("01234567"):
        return to_number(text, 8)
    # The C library takes 099999 for another port, which nobody has meant.
    number = to_number(text)
    return number if number <= HIGHEST_PORT else None


def _number_of(name: str) -> int | None:
    from portlens.catalogue.load import catalogue

    numbers = (catalogue().port_of(name, transport) for transport in _TRANSPORTS)
    return next((number for number in numbers if number is not None), None)


def _single(end: _End) -> Iterator[Found]:
    if end.number is not None and end.number > HIGHEST_PORT:
        yield Port(end.span, PortRange(end.inner, None, None))
        yield Fault("port-out-of-range", end.inner, "highest")
        return
    yield Port(end.span, PortRange(end.inner, end.number, end.number, name=end.name))


def _range(first: _End, last: _End) -> Iterator[Found]:
    span = Span(first.span.start, last.span.end)
    unknown = next((end for end in (first, last) if end.number is None), None)
    if unknown is not None:
        yield Port(span, PortRange(unknown.inner, None, None, name=unknown.name))
        return
    low, high = first.number or 0, last.number or 0
    fault = None
    for end in (first, last):
        if (end.number or 0) > HIGHEST_PORT:
            fault = Fault("port-out-of-range", end.inner, "highest")
            break
    if fault is None and low > high:
        fault = Fault("invalid-port-range", span, "reversed")
    if fault is None:
        yield Port(span, PortRange(span, low, high))
    else:
        yield Port(span, PortRange(span, None, None))
        yield fault
