"""The sockets of a Caddy: those of its sites, of the redirects to HTTPS, and of its admin API.

Source: Caddy's documentation, "Automatic HTTPS", "bind" and "Global options", and Caddy 2.6.2
started with such files. Its sockets ask for SO_REUSEPORT: those of UDP, for HTTP/3, since 2.7
(Caddy's listen_unix.go).
"""

from collections.abc import Iterator, Mapping, Sequence

from portlens.formats._template import MASK
from portlens.formats.caddyfile.address import parse_network
from portlens.formats.caddyfile.options import ADMIN_PORT, Options, options_of
from portlens.formats.caddyfile.sites import Listener, Site
from portlens.formats.caddyfile.words import Word
from portlens.model.socket import Certainty, Place, PortSpace, Sharing, Socket
from portlens.programs.caddyfile.configuration import Configuration
from portlens.text.pause import pausing
from portlens.text.plain import is_number
from portlens.text.span import Span


def server_names(found: Configuration) -> dict[Listener, str]:
    """Return for each listener a name of its server, which is that of others with the same sites.

    Source: consolidateAddrMappings in Caddy's httpcaddyfile, and `caddy adapt`.
    """
    first: dict[tuple[int, ...], str] = {}
    names: dict[Listener, str] = {}
    for listener, sites in found.servers.items():
        names[listener] = first.setdefault(tuple(map(id, sites)), str(listener))
    return names


def sockets(found: Configuration, space: PortSpace, owner: str) -> Iterator[Socket]:
    """Yield the sockets that Caddy opens; the port of a socket is where its number is written."""
    return _Opening(found, space, owner).sockets()


class _Opening:
    def __init__(self, found: Configuration, space: PortSpace, owner: str) -> None:
        self._found = found
        self._space = space
        self._owner = owner
        self._options = options_of(found.blocks)
        self._group = f"{found.main.path}\n{space.id}"

    def sockets(self) -> Iterator[Socket]:
        servers = self._found.servers
        redirected: dict[Listener, Site] = {}
        for listener, sites in servers.items():
            is_tls = uses_tls(listener, sites, self._options)
            for site in pausing(sites):
                place, certainty = self._place(site), self._certainty(site)
                yield from self._open(listener, "tcp", place, certainty)
                if is_tls is not False:
                    is_certain = is_tls and not self._options.has_servers
                    usual: Certainty = certainty if is_certain else "conditional"
                    yield from self._open(listener, "udp", place, usual)
            if is_tls:
                redirected[listener] = sites[0]
        yield from self._redirects(servers, redirected)
        yield from self._admin()

    def _redirects(
        self, servers: Mapping[Listener, list[Site]], redirected: dict[Listener, Site]
    ) -> Iterator[Socket]:
        """Yield the sockets that send visitors on to HTTPS, where no site has that port.

        Caddy takes a site on any address of that port for one that does.
        """
        port = self._options.http
        is_off = not {"off", "disable_redirects"}.isdisjoint(self._options.auto_https)
        if port is None or is_off:
            return
        taken = {listener.network for listener in servers if listener.port == port}
        hosts: dict[Listener, Site] = {}
        for listener, site in redirected.items():
            if listener.network not in taken:
                hosts.setdefault(listener._replace(port=port), site)
        for listener, site in hosts.items():
            at = self._options.http_at
            place = Place(self._found.main.path, at) if at else self._at(site.word, site.key)
            certainty = self._certainty(site) if len(hosts) == 1 else "conditional"
            yield from self._open(listener, "tcp", place, certainty)

    def _admin(self) -> Iterator[Socket]:
        """Yield the socket of the admin API."""
        options, word = self._options, self._options.admin
        if not options.has_admin:
            return
        if word is None:
            # Nothing is written of it.
            place = Place(self._found.main.path, Span(0, 0))
            usual = Listener("tcp", "localhost", ADMIN_PORT)
            yield from self._open(usual, "tcp", place, "usual")
            return
        parsed = parse_network(word.text)
        if parsed.network not in ("", "tcp", "tcp4", "tcp6") or parsed.problem is not None:
            return
        port = ADMIN_PORT if parsed.port is None else parsed.first
        if port is None or MASK in word.text or "{" in word.text or is_number(word.text):
            return
        at = word.part(*parsed.port) if parsed.port else word.span
        place = Place(self._found.path_of(word), at)
        listener = Listener(parsed.network or "tcp", parsed.host_text, port)
        is_default = self._found.is_default(place.path, word.span)
        chosen: Certainty = "default" if is_default else "certain"
        for socket in self._open(listener, "tcp", place, chosen):
            yield socket._replace(detail="admin")

    def _open(
        self, listener: Listener, transport: str, place: Place, certainty: Certainty
    ) -> Iterator[Socket]:
        """Yield the sockets of a listener; `detail` tells one server from another."""
        for address in listener.addresses:
            yield Socket(
                self._space,
                address,
                transport,
                listener.port,
                listener.port,
                self._owner,
                place,
                certainty,
                Sharing(reuse_port=True, group=self._group),
                detail=listener,
            )

    def _place(self, site: Site) -> Place:
        """Return where the port of a site is written, be it in the global options."""
        if site.parsed.port is not None:
            return Place(self._found.path_of(site.word), site.word.part(*site.parsed.port))
        options = self._options
        at = options.http_at if site.parsed.scheme == "http" else options.https_at
        return Place(self._found.main.path, at) if at else self._at(site.word, site.key)

    def _certainty(self, site: Site) -> Certainty:
        if not site.is_whole:
            return "conditional"
        written = site.word.part(*(site.parsed.port or (0, len(site.key))))
        is_default = self._found.is_default(self._found.path_of(site.word), written)
        return "default" if is_default else "certain"

    def _at(self, word: Word, key: str) -> Place:
        span = word.span
        if word.places is None and not word.is_quoted:
            span = word.part(0, len(key))
        return Place(self._found.path_of(word), Span(*span))


def uses_tls(listener: Listener, sites: Sequence[Site], options: Options) -> bool | None:
    """Tell whether Caddy speaks TLS at a listener; None where nobody knows.

    Port 443 and a name in an address ask for it, unless HTTPS is not automatic.
    """
    if listener.port == options.http:
        return False
    if any(site.has_policy for site in sites):
        return True
    if any(MASK in site.key for site in sites):
        return None
    http, https = str(options.http), str(options.https)
    is_automatic = "off" not in options.auto_https
    is_added = is_automatic
    is_asked = has_name = False
    for site in pausing(sites):
        scheme, host, port = site.parsed.scheme, site.parsed.host_text, site.parsed.port_text
        is_asked |= scheme == "https" or (scheme != "http" and host != "" and port != http)
        is_added &= port == https or (port != http and host != "")
        has_name |= host != "" and scheme != "http"
    if is_asked and not is_added:
        return True
    if is_automatic and (listener.port == options.https or has_name):
        return True
    return None if any(site.has_policy is None for site in sites) else False
