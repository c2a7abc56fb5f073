"""Addresses and URLs as httpd takes them apart.

Source: `apr_parse_addr_port` and `apr_uri_parse` of APR as documented, and what `apache2 -t` of 2.4
says of each form. Numbers are read as C's atoi() does, in 32 bits; what a URL's port has beyond
16 bits is cut off.
"""

from functools import lru_cache

from portlens.formats._host import is_host_name, short_ipv4
from portlens.formats._template import MASK
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex


class Problem(NamedTuple):
    """What httpd refuses or misreads: rule, reason, and where in the text.

    `number` is what it reads in place of the text.
    """

    rule: str
    reason: str
    start: int
    end: int
    number: int | None = None


class Parsed(NamedTuple):
    """An address taken apart; offsets count from the beginning of its text.

    `host` and `port` are where they stand; no port: none is written. `address` is None where
    nobody knows it, or where it is every address (`is_any`). `is_wild`: every port (`:*`).
    """

    host: tuple[int, int] = (0, 0)
    address: Address | None = None
    is_any: bool = False
    port: tuple[int, int] | None = None
    number: int | None = None
    problem: Problem | None = None
    is_variable: bool = False
    is_wild: bool = False


@lru_cache(maxsize=2048)
def parse_listen(text: str) -> Parsed:
    """Take the first argument of `Listen` apart: `80`, `127.0.0.1:80`, `[::1]:80`, `*:80`."""
    parsed = _parse(text)
    if parsed.is_variable or parsed.port is not None:
        return parsed
    if MASK in _last(text):
        return parsed._replace(is_variable=True, port=(0, len(text)))
    return parsed._replace(problem=_no_port(text))


def _last(text: str) -> str:
    """Return what stands behind the last colon: a variable before it gives no port."""
    return text.rpartition(":")[2]


@lru_cache(maxsize=2048)
def parse_host(text: str) -> Parsed:
    """Take an address of `<VirtualHost>` apart: `*:80`, `_default_:443`, `10.0.0.1`, `*:*`."""
    is_wild = text == "*" or text.endswith(":*")
    if is_wild:
        end = len(text) - 2 if text.endswith(":*") else 1
        parsed = _parse(text[:end])._replace(is_wild=True)
    else:
        parsed = _parse(text)
    start, end = parsed.host
    is_taken = parsed.problem is None or parsed.problem.reason == "read-as"
    if not text:
        return parsed  # of "" httpd makes no address, and says nothing
    if is_taken and start == end and not parsed.is_variable and MASK not in text:
        return parsed._replace(problem=Problem("invalid-address", "only-port", 0, len(text)))
    if text[start:end].lower() == "_default_":
        parsed = parsed._replace(address=None, is_any=True)
    is_unusable = parsed.problem is not None and parsed.problem.reason == "unusable"
    if parsed.problem is not None and parsed.problem.reason == "colon":
        return parsed._replace(problem=parsed.problem._replace(reason="colon-alone"))
    is_open = parsed.problem is None and parsed.port is None and not parsed.is_wild
    if is_unusable or (is_open and MASK in text and MASK not in _last(text)):
        return parsed._replace(problem=_ignored(parsed, text))
    return parsed


def _ignored(parsed: Parsed, text: str) -> Problem:
    """Return what is wrong with an address that nobody can resolve: httpd passes it over."""
    if parsed.port is not None or parsed.is_wild:
        return Problem("invalid-address", "ignored", *parsed.host)
    colon = text.rfind(":")
    if colon < 0:
        return Problem("invalid-address", "ignored", 0, len(text))
    if colon + 1 == len(text):
        return Problem("missing-port", "ignored", colon, len(text))
    return Problem("invalid-port", "ignored", colon + 1, len(text))


def _parse(text: str) -> Parsed:
    """Take `text` apart as `apr_parse_addr_port` does: its last digits are the port."""
    digits = _DIGITS_AT_END.search(text)
    start = digits.start() if digits else len(text)
    if start == 0 and text:
        return _with_number(Parsed(), text, 0)
    before = text[start - 1 : start]
    if MASK in text[max(start - 1, 0) :]:
        return _open(text)
    if before != ":" or start == len(text):
        return _with_host(Parsed((0, len(text))), text)
    if start == 1:
        return Parsed(port=(1, len(text)), problem=Problem("invalid-address", "colon", 0, 1))
    parsed = _with_number(Parsed((0, start - 1)), text, start)
    is_refused = parsed.problem is not None and parsed.problem.reason != "read-as"
    return parsed if is_refused else _with_host(parsed, text)


# No longer than it has to be looked for: what is no number at all is met again at each digit.
_DIGITS_AT_END = regex(r"(?<![0-9])[0-9]+\Z")


def _open(text: str) -> Parsed:
    """Read an address whose end is a variable's: the port, where a colon stands before it."""
    colon = text.rfind(":", 0, text.find(MASK) + 1)
    if colon < 0:
        return Parsed((0, 0), port=(0, len(text)), is_variable=True)
    parsed = Parsed((0, colon), port=(colon + 1, len(text)), is_variable=True)
    return _with_host(parsed, text)


def _with_number(parsed: Parsed, text: str, start: int) -> Parsed:
    digits = text[start:]
    if MASK in text[start - 1 : start]:
        return parsed._replace(port=(start, len(text)), is_variable=True)
    parsed = parsed._replace(port=(start, len(text)))
    number = read_number(digits)
    if not 0 < number <= HIGHEST_PORT:
        reason = "lowest" if number == 0 and not digits.strip("0") else "highest"
        problem = Problem("port-out-of-range", reason, start, len(text))
        return parsed._replace(problem=problem)
    parsed = parsed._replace(number=number)
    if to_number(digits) > HIGHEST_PORT:
        problem = Problem("port-out-of-range", "read-as", start, len(text), number)
        return parsed._replace(problem=problem)
    return parsed


def read_number(digits: str) -> int:
    """Return what C's atoi() makes of digits."""
    number = min(to_number(digits), 2**63 - 1)
    return (number + 2**31) % 2**32 - 2**31


def _with_host(parsed: Parsed, text: str) -> Parsed:
    """Add the address that stands before the port."""
    start, end = parsed.host
    host = text[start:end]
    if not host or MASK in host:
        return parsed
    if host == "*":
        return parsed._replace(is_any=True)
    if host.startswith("["):
        return _with_brackets(parsed, host)
    address = parse_ip(host) or short_ipv4(host)
    if address is not None:
        return parsed._replace(address=address)
    is_digits = is_number(host.replace(".", ""))
    if not is_host_name(host) or is_digits:
        return parsed._replace(problem=Problem("invalid-address", "unusable", start, end))
    return parsed._replace(address=Address("name", host.lower()))


def _with_brackets(parsed: Parsed, host: str) -> Parsed:
    start, end = parsed.host
    inside, percent, zone = host[1:-1].partition("%")
    address = parse_ip(inside) if ":" in inside else None
    if not host.endswith("]") or address is None or (percent and not zone):
        return parsed._replace(problem=Problem("invalid-address", "not-ipv6", start, end))
    if percent:
        address = address._replace(text=f"{inside.lower()}%{zone}")
    return parsed._replace(address=address)


def _no_port(text: str) -> Problem:
    """Return what is wrong with a `Listen` without a port."""
    if text.startswith("[") and text.endswith("]"):
        return Problem("missing-port", "after-host", 0, len(text))
    host, colon, end = text.rpartition(":")
    if colon and not end and host:
        return Problem("missing-port", "after-colon", len(host), len(text))
    start = len(host) + len(colon) if host else 0
    written = text[start:]
    if _RANGE.fullmatch(written):
        return Problem("invalid-port-range", "apache", start, len(text))
    if _NAME.fullmatch(written):
        from portlens.catalogue.load import catalogue

        number = catalogue().port_of(written.lower(), "tcp")
        if number is not None:
            return Problem("service-name-not-allowed", "apache", start, len(text), number)
    if colon or ("0" <= written[:1] <= "9" and not _IPV4.fullmatch(written)):
        return Problem("invalid-port", "not-a-number", start, len(text))
    return Problem("missing-port", "after-host", 0, len(text))


_RANGE = regex(r"[0-9]+-[0-9]+")
_NAME = regex(r"[A-Za-z][A-Za-z0-9-]*")
_IPV4 = regex(r"[0-9]+(?:\.[0-9]+){1,3}")
