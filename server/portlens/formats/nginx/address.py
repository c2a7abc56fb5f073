"""Address texts as nginx's `ngx_parse_url` takes them apart, which all its directives share.

Source: nginx's behaviour, tried on 1.22 and compared with the rules of src/core/ngx_inet.c.
"""

from functools import lru_cache

from portlens.formats._template import has_placeholder, masked, without_open_branch
from portlens.model.address import ANY_IPV4, Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex


class Problem(NamedTuple):
    """What nginx refuses: the rule that reports it, its reason, and where in the text."""

    rule: str
    reason: str
    start: int
    end: int


class Parsed(NamedTuple):
    """An address taken apart; offsets count from the beginning of the address text.

    `port` is where the port stands (None: none is written; empty: still to be typed).
    `first` and `last` are None where it is no port that nginx takes. `host` is empty where
    only a port is written.
    """

    host: str = ""
    address: Address | None = None
    port: tuple[int, int] | None = None
    first: int | None = None
    last: int | None = None
    problem: Problem | None = None
    is_variable: bool = False  # of the port, no number can be known before nginx runs

    @property
    def is_literal(self) -> bool:
        """Whether the address is one of IP, no name and no path."""
        return self.address is not None and self.address.family in {"ipv4", "ipv6"}


@lru_cache(maxsize=2048)  # a configuration repeats the same few addresses all over
def parse_address(text: str, *, listen: bool = False, uri: bool = False) -> Parsed:
    """Take `text` apart.

    `listen` allows a port alone and ranges of ports, as nothing but `listen` does, and binds
    `localhost` to 127.0.0.1; `uri` allows a path after the port. What a template's placeholder
    stands in is a variable.
    """
    text = without_open_branch(text) or text
    if has_placeholder(text):
        parsed = _parse(masked(text, "$"), listen=listen, uri=uri)._replace(problem=None)
        is_open = "$" in parsed.host  # two such paths are not the same socket
        return parsed._replace(address=None) if is_open else parsed
    parsed = _parse(text, listen=listen, uri=uri)
    if listen and "$" in text and parsed.problem is None and parsed.host[:5].lower() != "unix:":
        problem = Problem("invalid-port", "variable", *(parsed.port or (0, len(text))))
        return parsed._replace(problem=problem, is_variable=True)
    if listen and parsed.address == _LOCALHOST:
        return parsed._replace(address=Address("ipv4", "127.0.0.1"))
    return parsed


# nginx asks the system for the addresses of a name. Of this one alone they are known: on every
# machine 127.0.0.1 is among them (RFC 6761), while some have ::1 as well.
_LOCALHOST = Address("name", "localhost")


def _parse(text: str, *, listen: bool, uri: bool) -> Parsed:
    if text[:5].lower() == "unix:":
        return _unix(text, uri=uri)
    # nginx 1.22 takes `?` for the end of a name or an IPv4 address, not of an IPv6 address.
    end = _end_of_authority(text, "/" if text.startswith("[") else "/?")
    if end < len(text) and (listen or not uri):
        return _not_a_host(text, end)
    if text.startswith("["):
        return _ipv6(text, end, listen=listen)
    colon = text.find(":", 0, end)
    if colon < 0:
        return _without_colon(text, end, listen=listen)
    if text.find(":", colon + 1, end) > 0 and parse_ip(text[:end].partition("%")[0]):
        return Parsed(text[:end], problem=Problem("invalid-address", "no-brackets", 0, end))
    host = text[:colon]
    parsed = Parsed(host, address_of(host)) if host else Parsed()
    parsed = _with_port(parsed, text, colon + 1, end, listen=listen)
    if listen and parsed.problem is None and _is_port_like(host):
        return parsed._replace(problem=Problem("invalid-address", "number", 0, end))
    if parsed.problem is None and (not host or _is_unusable(host)):
        reason = "unusable" if host else "no-host"
        problem = Problem("invalid-address", reason, 0, colon if host else end)
        return parsed._replace(problem=problem)
    return parsed


def address_of(host: str) -> Address | None:
    """Return the address that a host without brackets means; a name stays a name.

    None where a variable keeps it unknown.
    """
    if "$" in host:
        return None
    if host == "*":
        return ANY_IPV4
    return parse_ip(host) or Address("name", host.lower())


def _is_port_like(host: str) -> bool:
    """Tell whether a host is a number from 1 to 65535, which the system takes for 0.0.0.1 and on.

    No machine has an address of that network (RFC 1122, 3.2.1.3), so none can be bound.
    """
    return is_number(host) and 1 <= to_number(host) <= HIGHEST_PORT


def _is_unusable(host: str) -> bool:
    """Tell whether a host of digits and dots is no IPv4 address, not even a shortened one."""
    parts = host.split(".")
    if len(parts) < 4 or not all(is_number(part) for part in parts):
        return False
    return len(parts) > 4 or any(to_number(part) > 255 for part in parts)


def _unix(text: str, *, uri: bool) -> Parsed:
    path = text[5:].partition(":")[0] if uri else text[5:]
    if not path:
        problem = Problem("invalid-address", "no-socket-path", 0, len(text))
        return Parsed(problem=problem)
    parsed = Parsed(host=text[:5] + path, address=Address("unix", path))
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST_PATH:
        problem = Problem("invalid-address", "long-path", 5, 5 + len(path))
        return parsed._replace(problem=problem)
    return parsed


_LONGEST_PATH = 107  # bytes; the kernel has 108 with the one that ends it


def _end_of_authority(text: str, marks: str) -> int:
    found = [place for place in map(text.find, marks) if place >= 0]
    return min(found, default=len(text))


_TRANSPORT = regex(r"(?:.*:)?[0-9]+(?:-[0-9]+)?/[A-Za-z]+")


def _not_a_host(text: str, end: int) -> Parsed:
    if _TRANSPORT.fullmatch(text):
        transport = Problem("invalid-transport", "nginx-slash", end, len(text))
        return Parsed(problem=transport)
    return Parsed(problem=Problem("invalid-address", "not-a-host", 0, len(text)))


def _ipv6(text: str, end: int, *, listen: bool) -> Parsed:
    closing = text.find("]", 0, end)
    if closing < 0 or (closing + 1 < end and text[closing + 1] != ":"):
        return Parsed(problem=Problem("invalid-address", "not-a-host", 0, end))
    host = text[1:closing]
    address = _ipv6_address(host)
    parsed = Parsed(text[: closing + 1], address)
    if closing + 1 < end:
        parsed = _with_port(parsed, text, closing + 2, end, listen=listen)
    if parsed.problem is None and address is None:
        reason = "not-ipv6" if host else "no-host"
        problem = Problem("invalid-address", reason, 0, closing + 1)
        return parsed._replace(problem=problem)
    return parsed


def _ipv6_address(text: str) -> Address | None:
    """Return the address between brackets; nginx knows no zones there.

    One that maps an IPv4 address is kept as it stands: nginx opens an IPv6 socket for it.
    """
    if "%" in text or ":" not in text:
        return None
    found = parse_ip(text)
    if found is not None and found.family == "ipv4":
        return Address("ipv6", f"::ffff:{found.text}")
    return found


def _without_colon(text: str, end: int, *, listen: bool) -> Parsed:
    host = text[:end]
    if not host:
        return Parsed(problem=Problem("invalid-address", "no-host", 0, len(text)))
    if listen and _PORT.fullmatch(host):
        return _with_port(Parsed(address=ANY_IPV4), text, 0, end, listen=True)
    if listen and "$" in host:
        return Parsed(port=(0, end), is_variable=True)
    if _is_unusable(host):
        return Parsed(host, problem=Problem("invalid-address", "unusable", 0, end))
    if listen and (_MISTYPED.fullmatch(host) or _is_service(host)):
        problem = Problem("invalid-port", "not-a-number", 0, end)
        return Parsed(port=(0, end), problem=problem)
    return Parsed(host, address_of(host))


def _is_service(host: str) -> bool:
    """Tell whether `listen http` means a port: nginx would look for a host of that name."""
    if not _NAME.fullmatch(host):
        return False
    from portlens.catalogue.load import catalogue

    return catalogue().port_of(host, "tcp") is not None


_NAME = regex(r"[a-z][a-z0-9-]*")
_PORT = regex(r"[0-9]+(?:-[0-9]+)?")
# Nobody means a host by `80a`, `+80`, `-80` or `80-`; nginx takes each for one.
_MISTYPED = regex(r"[+-]?[0-9]+[+-]?[A-Za-z]?")


def _with_port(parsed: Parsed, text: str, start: int, end: int, *, listen: bool) -> Parsed:
    """Add the port that stands at `text[start:end]`."""
    written = text[start:end]
    parsed = parsed._replace(port=(start, end))
    if not written:
        problem = Problem("missing-port", "after-colon", max(0, start - 1), end)
        return parsed._replace(problem=problem)
    if "$" in written:
        return _with_variable(parsed, written, start, listen=listen)
    first, dash, last = written.partition("-")
    if not listen or not dash:
        first, last = written, written
    for number, place in ((last, end - len(last)), (first, start)):
        refused = port_problem(number, place)
        if refused is not None:
            return parsed._replace(problem=refused)
    if to_number(first) > to_number(last):
        problem = Problem("invalid-port-range", "reversed", start, end)
        return parsed._replace(problem=problem)
    return parsed._replace(first=to_number(first), last=to_number(last))


_NUMBER_BEFORE_VARIABLE = regex(r"([0-9]+)\$")


def _with_variable(parsed: Parsed, written: str, start: int, *, listen: bool) -> Parsed:
    """Add a port with a variable in it; `3128$request_uri` is a port and then a path."""
    match = None if listen else _NUMBER_BEFORE_VARIABLE.match(written)
    if match is None or port_problem(match[1], 0):
        return parsed._replace(is_variable=True)
    number = to_number(match[1])
    return parsed._replace(port=(start, start + len(match[1])), first=number, last=number)


def port_problem(text: str, start: int) -> Problem | None:
    """Return why `text`, which begins at `start`, is no port that nginx takes; None: it is one."""
    end = start + len(text)
    if not is_number(text):
        return Problem("invalid-port", "not-a-number", start, end)
    number = to_number(text)
    if not number:
        return Problem("port-out-of-range", "lowest", start, end)
    if number > HIGHEST_PORT:
        return Problem("port-out-of-range", "highest", start, end)
    return None
