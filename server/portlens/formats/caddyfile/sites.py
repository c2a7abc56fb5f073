"""The sites of a configuration, each with the addresses on which Caddy listens for it.

Source: Caddy's documentation, "Caddyfile Concepts" (Addresses), "bind" and "Automatic HTTPS", and
what `caddy adapt` of 2.6.2 makes of such sites.
"""

from collections.abc import Iterable, Iterator

from portlens.formats._template import MASK
from portlens.formats.caddyfile.address import Parsed, parse_site
from portlens.formats.caddyfile.blocks import Block, Segment
from portlens.formats.caddyfile.options import Options
from portlens.formats.caddyfile.words import Word
from portlens.model.address import Address, parse_ip
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.plain import is_number


class Listener(NamedTuple):
    """One address on which Caddy listens, as it writes it: what is equal is one server."""

    network: str
    host: str
    port: int

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The address that is bound: for Go a wildcard of either family takes both."""
        if self.network == "tcp4" and self.host in ("", "0.0.0.0"):
            return (Address("ipv4", "0.0.0.0"),)
        if self.host in ("", "0.0.0.0", "::"):
            return (Address("ipv6", "::", dual_stack=self.network != "tcp6"),)
        address = parse_ip("127.0.0.1" if self.host.lower() == "localhost" else self.host)
        return (Address("name", self.host.lower()) if address is None else address,)


class Site(NamedTuple):
    """One address of a site with its `word`, and the listeners that it has.

    `port` is None where nobody knows it. `is_whole` where nothing is imported into the block that
    nobody knows, and all that it binds is known. `has_policy` is whether `tls` asks for TLS on any
    port; None where nobody knows.
    """

    word: Word
    key: str
    parsed: Parsed
    port: int | None
    listeners: tuple[Listener, ...]
    block: int
    is_whole: bool
    has_policy: bool | None


# Listeners for each word that is written: n addresses and n words of `bind` make n². Up to so many
# words of `bind`, those of any number of sites are known.
_MOST_LISTENERS = 16


def sites_of(blocks: Iterable[Block], options: Options) -> Iterator[Site]:
    """Yield the addresses of all sites."""
    left = _MOST_LISTENERS * len(options.hosts)
    for number, block in enumerate(pausing(blocks)):
        if block.kind != "site":
            continue
        words = bind_words(block, options)
        hosts = tuple(word.text for word in words) or ("",)
        own = 0 if words is options.hosts else len(words)
        policy = _policy(block.segments)
        is_whole = block.is_whole and not any(line.name == "import" for line in block.segments)
        left += _MOST_LISTENERS * (len(block.keys) + own) - len(block.keys) * len(hosts)
        if left < 0:
            left += len(block.keys) * len(hosts)
            hosts = (MASK,)
        is_whole = is_whole and not any(map(_is_open, hosts))
        for word in pausing(block.keys):
            key = word.text.removesuffix(",")
            parsed = parse_site(key)
            port = port_of(parsed, options)
            listeners: tuple[Listener, ...] = ()
            if port is not None:
                found = (listener_of(host, port) for host in hosts)
                listeners = tuple(dict.fromkeys(each for each in found if each is not None))
            yield Site(word, key, parsed, port, listeners, number, is_whole, policy)


def port_of(parsed: Parsed, options: Options) -> int | None:
    """Return the port of a site; None where nobody knows it.

    A variable in the place of an address may bring a scheme and a port.
    """
    if parsed.port is not None:
        return parsed.first
    if MASK in parsed.text:
        return None
    return options.http if parsed.scheme == "http" else options.https


def bind_words(block: Block, options: Options) -> tuple[Word, ...]:
    """Return the words that say where the sites of a block listen: its own, or the default's."""
    lines = (line.words[1:] for line in block.segments if line.name == "bind")
    return tuple(word for line in lines for word in line) or options.hosts


def _is_open(bound: str) -> bool:
    """Tell whether nobody knows what a word of `bind` is."""
    return MASK in bound or "{" in bound


def listener_of(bound: str, port: int) -> Listener | None:
    """Return the listener of one word of `bind`; None for one that is not known or not of TCP."""
    network, slash, host = bound.partition("/")
    network, host = (network.lower(), host) if slash else ("tcp", bound)
    if network not in ("tcp", "tcp4", "tcp6") or _is_open(host):
        return None
    return Listener(network, host.strip("[]"), port)


def _is_known_network(bound: str) -> bool:
    """Tell whether a word of `bind` is for TCP, and no path or descriptor."""
    network, slash, _ = bound.partition("/")
    return not slash or network.lower() in ("tcp", "tcp4", "tcp6")


# What `tls` may say without a word on how connections are made: where certificates come from.
_CERTIFICATES = frozenset(
    {
        *("issuer", "ca", "ca_root", "dns", "dns_ttl", "dns_challenge_override_domain"),
        *("propagation_timeout", "propagation_delay", "resolvers", "eab", "key_type", "on_demand"),
        *("get_certificate", "load"),
    }
)


# What says how connections are made.
_POLICIES = frozenset(
    {"alpn", "ciphers", "client_auth", "curves", "insecure_secrets_log", "protocols"}
)


def _policy(segments: Iterable[Segment]) -> bool | None:
    """Return whether `tls` makes a policy for connections, which is what turns TLS on."""
    found: bool | None = False
    for line in segments:
        if line.name != "tls":
            continue
        if len(line.words) > 2 or any(child.name in _POLICIES for child in line.children):
            return True
        if any(child.name not in _CERTIFICATES for child in line.children):
            found = None
    return found


def may_bind(bound: str) -> bool:
    """Tell whether Caddy may listen on a word of `bind`: an address, and no port.

    It takes any text at first, and fails at the start.
    """
    if not _is_known_network(bound) or _is_open(bound):
        return True
    host = bound.rpartition("/")[2].strip("[]")
    is_ipv6 = ":" not in host or parse_ip(host.partition("%")[0]) is not None
    return is_ipv6 and not is_number(host)
