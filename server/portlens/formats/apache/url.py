"""URLs of other servers, as `apr_uri_parse` takes them apart.

Source: APR's documentation and mod_proxy's, what `apache2 -t` of 2.4 says of each form, and what
httpd then answers: the ports that schemes stand for, and those it reads, were seen by connecting.
"""

from functools import lru_cache

from portlens.formats._host import is_host_name, short_ipv4
from portlens.formats._template import MASK
from portlens.formats.apache.address import Parsed, Problem, read_number
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex


class Url(NamedTuple):
    """A URL taken apart: its scheme in small letters, and what it says of host and port.

    `implied` is the port that the scheme stands for. `is_path`: it leads to a socket of a path.
    """

    scheme: str
    parsed: Parsed
    implied: int | None = None
    is_path: bool = False


_IMPLIED = {
    **dict.fromkeys(("http", "ws", "h2c"), 80),
    **dict.fromkeys(("https", "wss", "h2"), 443),
    "ftp": 21,
    "ajp": 8009,
    "fcgi": 8000,
    "scgi": 4000,
}
# What mod_proxy makes of many servers, and what is no server at all.
_NO_SERVERS = frozenset({"balancer"})
_URL = regex(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://(?P<authority>[^/?#]*)")


@lru_cache(maxsize=2048)
def parse_url(text: str) -> Url | None:
    """Take `text` apart; None where it is no URL of a server, whatever that is."""
    if text[:5].lower() == "unix:":
        return Url("unix", Parsed(), is_path=True)
    match = _URL.match(text)
    if match is None:
        return None
    scheme = match["scheme"].lower()
    if scheme in _NO_SERVERS:
        return Url(scheme, Parsed(), is_path=True)
    implied = _IMPLIED.get(scheme)
    start = match.start("authority")
    start += match["authority"].rfind("@") + 1
    return Url(scheme, _authority(text, start, match.end("authority")), implied)


def _authority(text: str, start: int, end: int) -> Parsed:
    """Take `host[:port]` apart, which stands at `text[start:end]`."""
    if text.startswith("[", start):
        close = text.find("]", start, end)
        if close < 0:
            problem = Problem("invalid-address", "open-bracket", start, end)
            return Parsed((start, end), problem=problem)
        stop = close + 1
        if stop < end and text[stop] != ":":
            return Parsed((start, end))  # taken, and of no use when a request comes
    else:
        colon = text.find(":", start, end)
        stop = colon if colon >= 0 else end
    if text[start:stop] in ("", "[]"):
        at = (start, end) if end > start else (0, len(text))
        reason = "brackets" if text.find(":", stop + 1, end) >= 0 else "no-host"
        return Parsed((start, stop), problem=Problem("invalid-address", reason, *at))
    parsed = _with_host(Parsed((start, stop)), text[start:stop])
    if stop == end:
        return parsed
    return _with_port(parsed, text, stop + 1, end)


def _with_host(parsed: Parsed, host: str) -> Parsed:
    if MASK in host or "$" in host:
        return parsed
    address = parse_ip(host.strip("[]")) or short_ipv4(host)
    if address is not None:
        return parsed._replace(address=address)
    return parsed._replace(address=Address("name", host.lower())) if is_host_name(host) else parsed


def _with_port(parsed: Parsed, text: str, start: int, end: int) -> Parsed:
    """Add the port that stands at `text[start:end]`; an empty one is that of the scheme."""
    written = text[start:end]
    parsed = parsed._replace(port=(start, end))
    if not written:
        return parsed
    if MASK in written or "$" in text[parsed.host[0] : end]:
        return parsed._replace(is_variable=True)
    if not is_number(written.removeprefix("-").removeprefix("+")):
        return parsed._replace(problem=Problem("invalid-port", "not-a-number", start, end))
    if not is_number(written):
        return parsed._replace(problem=Problem("invalid-port", "no-request", start, end))
    number = read_number(written)
    if not 0 < number <= HIGHEST_PORT:
        return parsed._replace(problem=Problem("port-out-of-range", "no-request", start, end))
    parsed = parsed._replace(number=number)
    if to_number(written) > HIGHEST_PORT:
        problem = Problem("port-out-of-range", "read-as", start, end, number)
        return parsed._replace(problem=problem)
    return parsed
