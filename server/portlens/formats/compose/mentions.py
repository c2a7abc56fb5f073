"""Ports in URLs, in `host:port` and in words to proxies: connections, not sockets of the host.

Environment, commands, healthchecks, labels and the like are free text. Only what can be nothing
else is taken for a port, and nobody says that it is a wrong one, but for what a proxy is told.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from portlens.formats._format import Fault
from portlens.formats.compose.port_entry import Form, Owner, PortEntry
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# Both begin with a literal, which makes them as fast as `str.find`; what is before is read back.
_IN_URL = regex(
    r"://(?:[^\s/@\"'<>]*@)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_](?:[\w.-]*\w)?|):([0-9]{1,5})(?![\w.:@-])"
)
BEHIND_HOST = regex(r":([0-9]{1,5})(?![\w.:@-])")
_DIGITS = "0123456789"
_IN_A_HOST = "_.-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + _DIGITS
# The key that a value stands behind. Kafka and its like listen on what stands behind `…_LISTENERS`,
# and tell clients of `…ADVERTISED_LISTENERS`.
_KEY = regex(r"(?<![\w.])([A-Za-z_][\w.]*)[\"']?[ \t]*[=:](?![/0-9])")
# What build tools put into pages, if a browser can ask for it: Vite, Next.js, Create React App, Vue
# CLI, Nuxt, Gatsby, Expo and Angular, by their documentation.
_FOR_PAGES = (
    *("vite_", "next_public_", "react_app_", "vue_app_", "nuxt_public_", "gatsby_"),
    *("expo_public_", "ng_app_"),
)
_ASKED_BY_BROWSERS = regex(r"\b(?:https?|wss?)://[^\s/]*\Z")
LONGEST_VALUE = 600
_LONGEST_HOST = 64
_LONGEST_SCHEME = 160  # a URL's, with a user and a password behind it
_NO_BEGINNING = frozenset("/:@$}")
_NUMERIC = frozenset("[" + _DIGITS)

# Keys whose values look like `host:port` and are none: an image's tag, a mount, a device.
_OTHER_KEY = regex(r"[ \t]*(?:-[ \t]+)?(?:image|container_name|user|from|tag)[ \t]*:")


NOBODY = Owner("")


class Area:
    """Where each service of a text begins, and the places that are ports already.

    What stands behind the beginning of a service is its own, up to the next beginning; `NOBODY`
    begins at the keys of the top level.
    """

    def __init__(
        self,
        owners: Sequence[tuple[int, Owner]],
        taken: Sequence[Span],
        names: frozenset[str] | None = None,
    ) -> None:
        """Take the owners, and the `names` that are hosts: without them those of the owners."""
        # Services of before 2016 are keys of the top level themselves: they come last.
        self._owners = sorted(owners, key=lambda pair: (pair[0], pair[1] != NOBODY))
        self.starts = [start for start, _ in self._owners]
        self._taken = sorted(taken)
        self._taken_starts = [span.start for span in self._taken]
        own = (owner.service for _, owner in owners if owner.service)
        self.names = names or frozenset(("localhost", *own))

    def owner(self, offset: int) -> Owner:
        """Return the service that `offset` lies in; nobody outside of all."""
        index = bisect_right(self.starts, offset) - 1
        return self._owners[index][1] if index >= 0 else NOBODY

    def beginning(self, offset: int) -> int:
        """Return where what `offset` lies in begins."""
        index = bisect_right(self.starts, offset) - 1
        return self.starts[index] if index >= 0 else 0

    def is_taken(self, offset: int) -> bool:
        """Tell whether an entry of `ports` or `expose` covers `offset`."""
        index = bisect_right(self._taken_starts, offset) - 1
        return index >= 0 and self._taken[index].end >= offset


def mentions(text: str, area: Area) -> Iterator[PortUse]:
    """Yield what is certainly a port that a service connects to, or listens on in its container."""
    yield from behind_colons(text, area, 0, len(text))
    yield from behind_words(text, area)


def behind_colons(text: str, area: Area, begin: int, end: int) -> Iterator[PortUse]:
    """Yield what stands behind a host, in an URL or not, in a stretch of what is one owner's.

    Nothing but that stretch is looked at, and nothing in a text reaches from one into the next.
    """
    if BEHIND_HOST.search(text, begin, end):  # most short texts have none
        if text.find("://", begin, end) >= 0:
            yield from _in_urls(text, area, begin, end)
        yield from _behind_hosts(text, area, begin, end)


def behind_words(text: str, area: Area) -> Iterator[PortUse]:
    """Yield what health checks ask for by an option, and what is told to proxies."""
    for port in _asked_by_checks(text):
        use = _mention(text, area, port.start, port, "")
        if use is not None:
            yield use
    passed_on, entry_points = _of_proxies(text)
    for port, transport in passed_on:
        use = _mention(text, area, port.start, port, "")
        if use is not None:
            yield use._replace(transport=transport)
    for port, transport in entry_points:
        use = _mention(text, area, port.start, port, "")
        if use is not None:
            yield use._replace(role="container", transport=transport)


def too_high(text: str, area: Area) -> Iterator[Fault]:
    """Yield the numbers that a proxy is told, or listens on, and that no port has."""
    for reason, found in zip(("proxied", "entry-point"), _of_proxies(text), strict=True):
        for port, _ in found:
            number = to_number(port.of(text))
            if number > HIGHEST_PORT and _line_of(text, area, port.start) is not None:
                yield Fault("port-out-of-range", port, reason)


def may_speak_otherwise(text: str) -> bool:
    """Tell whether a port that `mentions` finds may stand behind something else than a colon."""
    return "healthcheck" in text or _may_speak_to_proxies(text)


def _may_speak_to_proxies(text: str) -> bool:
    return any(map(text.__contains__, _PROXIES_WORDS))


def _of_proxies(text: str) -> tuple[tuple[tuple[Span, str], ...], tuple[tuple[Span, str], ...]]:
    """Return what a proxy is told, and on what one listens itself; most texts speak of none."""
    if not _may_speak_to_proxies(text):
        return (), ()
    from portlens.formats.compose.proxied import entry_points, proxied

    return tuple(proxied(text)), tuple(entry_points(text))


_PROXIES_WORDS = (".port", "VIRTUAL_PORT", "upstreams", "entry", "TRAEFIK_ENTRYPOINTS_")


def _in_urls(text: str, area: Area, begin: int, end: int) -> Iterator[PortUse]:
    for match in _IN_URL.finditer(text, begin, end):
        pause()
        use = _mention(text, area, match.start(1), Span(*match.span(2)), match[1])
        if use is not None:
            is_udp = text.endswith("udp", 0, match.start())
            yield use._replace(transport="udp") if is_udp else use


def _behind_hosts(text: str, area: Area, begin: int, end: int) -> Iterator[PortUse]:
    for match in BEHIND_HOST.finditer(text, begin, end):
        pause()
        start = match.start()
        before = text[max(0, start - _LONGEST_HOST) : start]
        rest = before.rstrip(_IN_A_HOST)
        host = before[len(rest) :]
        if rest[-1:] in _NO_BEGINNING:
            continue
        is_number = _is_number(host)
        if not (is_number or host in area.names) or area.is_taken(start):
            continue
        if is_number or _is_host(text, start - len(host), host, area):
            use = _mention(text, area, start - len(host), Span(*match.span(1)), host)
            if use is not None:
                yield use


def _asked_by_checks(text: str) -> Iterator[Span]:
    """Yield the ports that health checks ask their own container for by a client's option."""
    for match in _TEST.finditer(text) if "healthcheck" in text else ():
        pause()
        if text.rfind("healthcheck", max(0, match.start() - _LONGEST_CHECK), match.start()) < 0:
            continue
        end = min(match.end() + _LONGEST_TEST, len(text))
        following = _KEY_OF_LINE.search(text, match.end(), end)
        stop = following.start() if following is not None else end
        from portlens.formats._clients import asked_by_clients  # few files have such checks

        for port in asked_by_clients(text, match.end(), stop, _PLAIN_NUMBER):
            yield Span(*port)


_TEST = regex(r"test(?<!\wtest)[\"']?[ \t]*:")  # begins with letters: it is searched for everywhere
_KEY_OF_LINE = regex(r"[\r\n][ \t]*[\w-]+[ \t]*:(?:[ \t]|[\r\n])")
_LONGEST_TEST = 600
_LONGEST_CHECK = 300  # what else a health check has before its `test`
_PLAIN_NUMBER = r"[0-9]{1,5}(?![\w.:@-])"


def _is_number(host: str) -> bool:
    return host.count(".") == 3 and parse_ip(host) is not None


def _is_host(text: str, start: int, name: str, area: Area) -> bool:
    """Tell whether a name with a number behind it is a host: users with passwords look like it."""
    if name == "localhost":
        return True
    # Few files have such a name: what tells is imported here.
    from portlens.formats.compose.address_keys import is_address

    return is_address(text, start, name, area.beginning(start))


def _line_of(text: str, area: Area, start: int) -> str | None:
    """Return what stands in the line before `start`.

    None where a comment begins at `start`, or a part of what is read elsewhere.
    """
    begin = text.rfind("\n", 0, start) + 1
    line = text[max(begin, text.rfind("\r", begin, start) + 1) : start]
    if _OTHER_KEY.match(line) or area.is_taken(start):
        return None
    is_comment = "#" in line and (line.lstrip(" \t").startswith("#") or " #" in line)
    return None if is_comment else line


def _mention(text: str, area: Area, start: int, port: Span, host: str) -> PortUse | None:
    number = to_number(port.of(text))
    # A number too high is somebody's own notation: never an error in free text.
    line = _line_of(text, area, start) if 1 <= number <= HIGHEST_PORT else None
    if line is None:
        return None
    owner = area.owner(start)
    span = Span(start, port.end)
    address = _address(host)
    behind = line[-LONGEST_VALUE:]
    key = key_of(behind)
    form = form_of(key, behind)
    listens = key.endswith("listeners") and "advertised" not in key
    if address is not None and (address.is_wildcard or address.is_loopback) and not listens:
        from portlens.formats._own_hosts import is_checked, is_listened_on, may_be_listened_on

        listens = is_listened_on(address, behind, key)
        if listens and address.is_wildcard:
            listens = not is_checked(text, start, area.beginning(start))
        form = "either" if may_be_listened_on(address, behind) else form
    if not host and not listens and line.endswith("://"):
        return None
    return PortUse(
        "container" if listens else "connects",
        span,
        PortRange(port, number, number),
        "tcp",
        address,
        owner.path if owner.service else "",
        detail=PortEntry(form, owner, span),
    )


def key_of(text: str) -> str:
    """Return the last key in what stands before a value, in small letters; empty without one."""
    key = ""
    for match in _KEY.finditer(text):
        pause()
        key = match[1].lower()
    return key


def form_of(key: str, behind: str) -> Form:
    """Return what a port is: a mention, or one that is not for the service itself.

    `behind` is what stands between the `key` and the host.
    """
    if "advertised" in key:
        return "told"
    is_page = key.startswith(_FOR_PAGES) and _ASKED_BY_BROWSERS.search(behind[-_LONGEST_SCHEME:])
    return "page" if is_page else "mention"


@lru_cache(256)  # the same few names stand in every file of a project
def _address(host: str) -> Address | None:
    if not host:
        return None
    # Only what begins with a digit or a bracket can be an address of numbers.
    number = parse_ip(host.strip("[]")) if host[0] in _NUMERIC else None
    return number or Address("name", host)
