"""Addresses as HAProxy's `str2sa_range` takes them apart, which all its keywords share.

Source: HAProxy's configuration manual, section 11.1 ("Address formats"), and what `haproxy -c` of
2.6 says of each form. A port is what C's atoi() reads: whatever follows the digits is ignored.
"""

from functools import lru_cache

from portlens.formats._host import is_host_name, short_ipv4
from portlens.formats._template import MASK
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex


class Grammar(NamedTuple):
    """What a keyword takes. `usual`: the port that it means where none is written."""

    needs_port: bool = False
    takes_range: bool = False
    takes_offset: bool = False
    transports: tuple[str, ...] = ("tcp",)  # the first is meant where none is written
    usual: int | None = None
    takes_paths: bool = True


class Problem(NamedTuple):
    """What HAProxy refuses or misreads: rule, reason, and where in the address.

    `number` is what it reads in place of the text.
    """

    rule: str
    reason: str
    start: int
    end: int
    number: int | None = None


class Parsed(NamedTuple):
    """An address taken apart; offsets count from the beginning of its text.

    `host` and `port` are where they stand (no port: none is written, or it is an offset to that
    of the client). `address` is None where nobody knows it, `is_any` where none is written.
    """

    host: tuple[int, int] = (0, 0)
    address: Address | None = None
    is_any: bool = False
    port: tuple[int, int] | None = None
    first: int | None = None
    last: int | None = None
    transport: str = "tcp"
    problem: Problem | None = None
    is_variable: bool = False
    is_socket: bool = True  # of the network; else a path, a descriptor, another part of HAProxy


_KIND = regex(r"(?:(stream|dgram)\+)?(?:([a-z]+)([46]?)@)?")
# Where no address of IP follows: paths, descriptors, and what HAProxy passes on by itself.
_PATHS = frozenset({"unix", "uxst", "uxdg", "abns", "abnsz"})
_OTHERS = frozenset({"fd", "sockpair", "ring", "rhttp", "rev", "backend"})
_TRANSPORTS = {
    "tcp": "tcp",
    "mptcp": "tcp",
    "udp": "udp",
    "quic": "udp",
    "uxst": "tcp",
    "uxdg": "udp",
}
_WITH_VERSION = frozenset({"tcp", "mptcp", "udp", "quic"})
_TYPES = {"stream": "tcp", "dgram": "udp"}
_PATH_WORDS = frozenset({"stdout", "stderr"})


@lru_cache(maxsize=2048)  # a configuration repeats the same few addresses all over
def parse_address(text: str, grammar: Grammar) -> Parsed:
    """Take `text` apart as a keyword with `grammar` does."""
    if not text:
        return Parsed(problem=Problem("missing-port", "nothing", 0, 0))
    type_, prefix, family, start = _prefix(text)
    if prefix in _PATHS or text.startswith("/", start):
        return _path(text, start, _TYPES.get(type_) or _TRANSPORTS.get(prefix, ""), grammar)
    if prefix in _OTHERS or text in _PATH_WORDS:
        return Parsed((start, len(text)), is_socket=False)
    transport = _TRANSPORTS.get(prefix) or _TYPES.get(type_) or grammar.transports[0]
    colon = max(text.rfind(":", start + 1), text.rfind("]", start + 1))
    if colon < 0:
        colon = start if text.startswith(":", start) else -1
    elif text[colon] == "]":
        colon = -1
    end = colon if colon >= 0 else len(text)
    parsed = Parsed((start, end), transport=transport)
    parsed = _with_host(parsed, text[start:end], family)
    if colon >= 0:
        parsed = _with_port(parsed, text, colon + 1, grammar)
    elif grammar.needs_port and MASK not in text and "$" not in text:
        reason = "alone" if is_number(text) else "address-alone"
        parsed = parsed._replace(problem=Problem("missing-port", reason, 0, len(text)))
    is_taken = parsed.problem is None or parsed.problem.reason in _MILD
    if is_taken and prefix != "quic" and transport not in grammar.transports:
        parsed = parsed._replace(problem=_other_transport(transport, start))
    return parsed


def parse_host(text: str) -> Parsed:
    """Take apart what a keyword takes without a port."""
    return _with_host(Parsed((0, len(text))), text, "")


# HAProxy goes on: it reads what it can.
_MILD = frozenset({"cut", "read-as"})


def _other_transport(transport: str, end: int) -> Problem:
    reason = "streams-only" if transport == "udp" else "datagrams-only"
    return Problem("invalid-transport", reason, 0, end)


def _path(text: str, start: int, transport: str, grammar: Grammar) -> Parsed:
    """Return what a path says, or the name of a socket without one."""
    parsed = Parsed((start, len(text)), Address("unix", text[start:]), is_socket=False)
    if not grammar.takes_paths:
        return parsed._replace(problem=Problem("invalid-address", "no-path", 0, len(text)))
    if transport and transport not in grammar.transports:
        return parsed._replace(problem=_other_transport(transport, start))
    return parsed


def _prefix(text: str) -> tuple[str, str, str, int]:
    """Return type, family or transport, version of IP, and where the rest begins."""
    match = _KIND.match(text)
    if match is None:
        return "", "", "", 0
    type_, name, version = match[1] or "", match[2] or "", match[3] or ""
    if name in ("ip", "ipv") and (name == "ipv") == bool(version):
        return type_, "ip", version, match.end()
    is_known = name in _WITH_VERSION or (not version and name in _PATHS | _OTHERS)
    if name and not is_known:
        return "", "", "", 0
    return type_, name, version, match.end()


def _with_host(parsed: Parsed, host: str, family: str) -> Parsed:
    start, end = parsed.host
    if host in ("", "*"):
        return parsed._replace(address=ANY_IPV6 if family == "6" else ANY_IPV4, is_any=not host)
    if MASK in host or "$" in host:
        return parsed
    inside = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    address = parse_ip(inside)
    if address is not None and "%" not in inside:
        is_ipv6 = ":" in inside
        if family and (family == "6") != is_ipv6:
            problem = Problem("invalid-address", f"not-ipv{family}", start, end)
            return parsed._replace(problem=problem)
        return parsed._replace(address=address)
    if not is_host_name(host):
        problem = Problem("invalid-address", "not-a-host", start, end)
        return parsed._replace(problem=problem)
    if is_number(host.replace(".", "")) and short_ipv4(host) is None:
        return parsed._replace(problem=Problem("invalid-address", "unusable", start, end))
    return parsed._replace(address=Address("name", host.lower()))


def _with_port(parsed: Parsed, text: str, start: int, grammar: Grammar) -> Parsed:
    """Add the port that stands at `text[start:]`."""
    written, end = text[start:], len(text)
    if written[:1] in ("+", "-") and not written.startswith(MASK):
        if grammar.takes_offset:
            return parsed
        return _refused(parsed, (start, end), Problem("invalid-port", "offset", start, end))
    parsed = parsed._replace(port=(start, end))
    if MASK in written or "$" in written:
        return parsed._replace(is_variable=True)
    if not written:
        if not grammar.needs_port:
            return parsed
        problem = Problem("missing-port", "after-colon", max(0, start - 1), end)
        return _refused(parsed, (start, end), problem)
    if not ("0" <= written[0] <= "9"):
        return _refused(parsed, (start, end), _no_number(written, start, end))
    return _with_numbers(parsed, written, start, grammar)


def _no_number(written: str, start: int, end: int) -> Problem:
    if _NAME.fullmatch(written):
        from portlens.catalogue.load import catalogue

        port = catalogue().port_of(written, "tcp")
        if port is not None:
            return Problem("service-name-not-allowed", "haproxy", start, end, port)
    return Problem("invalid-port", "not-a-number", start, end)


_NAME = regex(r"[a-z][a-z0-9-]*")
_NUMBER = regex(r"[ \t]*([+-]?)([0-9]+)")


def _with_numbers(parsed: Parsed, written: str, start: int, grammar: Grammar) -> Parsed:
    """Add a port, or a range of ports, that begins with a digit."""
    end = start + len(written)
    low, dash, high = written.partition("-")
    if dash and not grammar.takes_range:
        return _refused(parsed, (start, end), Problem("invalid-port-range", "one", start, end))
    if dash and not "0" <= high[:1] <= "9":
        return _refused(parsed, (start, end), Problem("invalid-port-range", "open", start, end))
    numbers = []
    for number, place in ((low, start), (high, end - len(high)))[: 2 if dash else 1]:
        value = read_number(number)
        problem = _out_of_range(number, value, place, needs_port=grammar.needs_port)
        if problem is not None:
            return _refused(parsed, (start, end), problem)
        numbers.append(value)
    first, last = numbers[0], numbers[-1]
    if first > last:
        return _refused(parsed, (start, end), Problem("invalid-port-range", "reversed", start, end))
    parsed = parsed._replace(first=first, last=last)
    if not first and not dash:
        return parsed._replace(first=None, last=None)
    if parsed.problem is None and not (is_number(low) and (not dash or is_number(high))):
        return parsed._replace(problem=Problem("invalid-port", "cut", start, end, first))
    if parsed.problem is None and to_number(low) > HIGHEST_PORT:
        return parsed._replace(problem=Problem("port-out-of-range", "read-as", start, end, first))
    return parsed


def _out_of_range(text: str, value: int, start: int, *, needs_port: bool) -> Problem | None:
    end = start + len(text)
    if value > HIGHEST_PORT or value < 0:
        return Problem("port-out-of-range", "highest", start, end)
    if value == 0 and needs_port:
        if not is_number(text):
            return Problem("invalid-port", "not-a-number", start, end)
        return Problem("port-out-of-range", "lowest", start, end)
    return None


def read_number(text: str) -> int:
    """Return what C's atoi() makes of `text`: the number that it begins with, in 32 bits."""
    found = _NUMBER.match(text)
    number = min(to_number(found[2]), 2**63 - 1) if found else 0
    if found and found[1] == "-":
        number = -number
    return (number + 2**31) % 2**32 - 2**31


def _refused(parsed: Parsed, port: tuple[int, int], problem: Problem) -> Parsed:
    return parsed._replace(port=port, first=None, last=None, problem=problem)
