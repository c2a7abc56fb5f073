"""Addresses as Caddy takes them apart: of sites, of upstreams, and of sockets.

Source: Caddy's documentation, "Caddyfile Concepts" (Addresses), "Conventions" (Network addresses)
and "reverse_proxy" (Upstream addresses), Go's `net.SplitHostPort`, and what `caddy adapt` of 2.6.2
says of each form.
"""

from functools import lru_cache

from portlens.formats._template import MASK
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, strip_blanks, to_number
from portlens.text.regex import regex


class Problem(NamedTuple):
    """What Caddy refuses: rule, reason, and where in the address."""

    rule: str
    reason: str
    start: int
    end: int
    port: str = ""  # the one that belongs to `scheme`
    scheme: str = ""


class Parsed(NamedTuple):
    """An address taken apart; `host` and `port` are where they stand in its text.

    `port` is None where none is written. `first` and `last` are None where nobody knows them.
    `network` is what stands before a slash: `tcp4`, `unix`; `scheme` what stands before `://`.
    """

    text: str
    scheme: str = ""
    network: str = ""
    host: tuple[int, int] = (0, 0)
    port: tuple[int, int] | None = None
    first: int | None = None
    last: int | None = None
    problem: Problem | None = None

    @property
    def host_text(self) -> str:
        """The host, without brackets."""
        return self.text[slice(*self.host)].strip("[]")

    @property
    def port_text(self) -> str:
        """The port as it is written."""
        return self.text[slice(*self.port)] if self.port else ""


# A placeholder of Caddy's own, which has a value at each request: `{env.PORT}`, `{args[0]}`.
_PLACEHOLDER = regex(r"\{[^{}]*\}")
UNIX = frozenset({"unix", "unixgram", "unixpacket", "unix+h2c"})
_USUAL = {"http": 80, "h2c": 80, "https": 443}


def split_host_port(text: str, start: int = 0) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Return where host and port stand in `text`, as Go's `net.SplitHostPort` says.

    No port is one that nobody can tell from the host. `start` is counted in.
    """
    colon, end = text.rfind(":"), start + len(text)
    if text.startswith("["):
        close = text.find("]")
        rest = text[close + 1 :]
        if close > 0 and "[" not in text[1:] and "]" not in rest:
            host = start + 1, start + close
            if not rest:
                return host, None
            if rest.startswith(":") and ":" not in rest[1:]:
                return host, (start + close + 2, end)
        return (start, end), None
    if colon < 0 or ":" in text[:colon] or "[" in text or "]" in text:
        return (start, end), None
    return (start, start + colon), (start + colon + 1, end)


@lru_cache(maxsize=1024)  # each address is looked at for its line and for its sockets
def parse_site(text: str) -> Parsed:
    """Take the address of a site apart: `https://example.com:8443/path`."""
    scheme, sign, rest = text.partition("://")
    start = len(scheme) + 3 if sign else 0
    scheme = scheme.lower() if sign else ""
    part = (rest if sign else text).partition("/")[0]
    host, port = split_host_port(part, start)
    parsed = Parsed(text, scheme, host=host, port=port)
    if port is None or parsed.port is None or not parsed.port_text:
        return parsed._replace(port=None)
    return _with_site_port(parsed, parsed.port_text, parsed.port)


def _with_site_port(parsed: Parsed, port: str, place: tuple[int, int]) -> Parsed:
    if MASK in port:
        return parsed
    rule, reason = "", ""
    if _PLACEHOLDER.search(port):
        rule, reason = "invalid-port", "placeholder"
    elif is_number(port):
        number = to_number(port)
        if number <= HIGHEST_PORT:
            return parsed._replace(first=number, last=number) if number else parsed
        rule, reason = "port-out-of-range", "highest"
    elif _RANGE.fullmatch(port):
        rule, reason = "invalid-port-range", "one"
    else:
        rule, reason = "invalid-port", "not-a-number"
    return parsed._replace(problem=Problem(rule, reason, *place))


_RANGE = regex(r"[0-9]+-[0-9]+")


@lru_cache(maxsize=1024)
def parse_upstream(text: str) -> Parsed:
    """Take the address of an upstream apart; where no port is written, the scheme says it."""
    start = 4 if text.startswith("srv+") else 0
    text_ = text[start:]
    scheme, sign, rest = text_.partition("://")
    if sign:
        return _with_scheme(text, scheme.lower(), rest, start + len(scheme) + 3)
    network, slash, rest = text_.partition("/")
    if slash and MASK not in network and "{" not in network:
        start += len(network) + 1
        network = strip_blanks(network).lower()
    else:
        network, rest = "", text_
    parsed = Parsed(text, network=network)
    if network in UNIX:
        return parsed._replace(host=(start, len(text)))
    host, port = split_host_port(rest, start)
    parsed = parsed._replace(host=host, port=port)
    if parsed.port is not None and not parsed.port_text:
        return parsed  # to be typed: as it stands, Caddy means 80
    if parsed.port is None:
        is_open = "{" in rest or MASK in rest
        return parsed._replace(
            port=None, first=None if is_open else 80, last=None if is_open else 80
        )
    return _with_ports(parsed, "dial")


def _with_scheme(text: str, scheme: str, rest: str, start: int) -> Parsed:
    """Take apart what follows the scheme of an upstream's URL: host and port, and no more."""
    part = _AUTHORITY.split(rest, maxsplit=1)[0]
    end = start + len(part)
    user = part.rfind("@") + 1
    start += user
    host, port = split_host_port(part[user:], start)
    parsed = Parsed(text, scheme, host=host, port=port)
    usual = _USUAL.get(scheme)
    if MASK in text:
        return parsed if parsed.port_text else parsed._replace(port=None)
    if "{" in text:
        problem = Problem("invalid-address", "placeholder", 0, len(text))
        return parsed._replace(port=None, problem=problem)
    if end < len(text) and (not parsed.port_text or is_number(parsed.port_text)):
        problem = Problem("invalid-address", "path", end, len(text))
        return parsed._replace(port=parsed.port if parsed.port_text else None, problem=problem)
    if parsed.port is None:
        return parsed._replace(first=usual, last=usual)
    if not parsed.port_text:
        return parsed  # to be typed: as it stands, Caddy means the usual one
    place = parsed.port
    if not is_number(parsed.port_text):
        rule = "invalid-port-range" if _RANGE.fullmatch(parsed.port_text) else "invalid-port"
        reason = "one" if rule == "invalid-port-range" else "not-a-number"
        return parsed._replace(problem=Problem(rule, reason, *place))
    other = {"http": "443", "h2c": "443", "https": "80"}.get(scheme)
    if parsed.port_text == other:
        problem = Problem(
            "port-of-other-scheme", "upstream", *place, port=str(usual), scheme=scheme
        )
        return parsed._replace(first=to_number(other), last=to_number(other), problem=problem)
    return _with_ports(parsed, "dial")


_AUTHORITY = regex(r"[/?#]")


def parse_network(text: str) -> Parsed:
    """Take the address of a socket apart: `localhost:2019`, `udp/localhost:514`, `unix//path`."""
    network, slash, rest = text.partition("/")
    start = len(network) + 1 if slash else 0
    network = strip_blanks(network).lower() if slash else ""
    parsed = Parsed(text, network=network)
    if network in UNIX:
        return parsed._replace(host=(start, len(text)))
    host, port = split_host_port(rest if slash else text, start)
    parsed = parsed._replace(host=host, port=port)
    return _with_ports(parsed, "") if parsed.port_text else parsed._replace(port=None)


def _with_ports(parsed: Parsed, mild: str) -> Parsed:
    """Add the port, or the range of ports, that is written; `mild` is for what is taken at first.

    Caddy 2.6 looks at the port of an upstream at each request alone, newer ones refuse it.
    """
    port, place = parsed.port_text, parsed.port or (0, 0)
    if MASK in port or "{" in port:
        return parsed
    low, dash, high = port.partition("-")
    if not is_number(low) or (dash and not is_number(high)):
        problem = Problem("invalid-port", mild or "not-a-number", *place)
        return parsed._replace(problem=problem)
    first = to_number(low)
    last = to_number(high) if dash else first
    if max(first, last) > HIGHEST_PORT:
        return parsed._replace(problem=Problem("port-out-of-range", mild or "highest", *place))
    if last < first:
        reason = mild or "reversed"
        return parsed._replace(problem=Problem("invalid-port-range", reason, *place))
    return parsed._replace(first=first, last=last) if last else parsed


def host_address(host: str) -> Address | None:
    """Return the address that a host is; None where nobody knows it, or none is written."""
    if not host or MASK in host or "{" in host:
        return None
    return parse_ip(host) or Address("name", host.lower())
