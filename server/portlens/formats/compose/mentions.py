"""Ports in URLs, in `host:port` and in labels of proxies: connections, not sockets of the host.

Environment, commands, healthchecks, labels and the like are free text. Only what can be nothing
else is taken for a port, and nobody ever says that it is a wrong one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.text.span import Span

# Both begin with a literal, which makes them as fast as `str.find`; the host is read backwards.
_IN_URL = re.compile(
    r"://(?:[^\s/@\"'<>]*@)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_](?:[\w.-]*\w)?):([0-9]{1,5})(?![\w.:-])"
)
_BEHIND_HOST = re.compile(r":([0-9]{1,5})(?![\w.:-])")
_HOST = re.compile(r"(?<![\w./:@$}-])([A-Za-z0-9_](?:[\w.-]*\w)?)\Z", re.ASCII)
_PROXY_LABEL = re.compile(r"loadbalancer\.server\.port[\"']?[ \t]*[=:][ \t]*[\"']?([0-9]{1,5})\b")
_LONGEST_HOST = 64
_BEFORE_A_NUMBER = ("", '"', "'", " ", "-", "}")  # `8080:80` is no host and a port

# Keys whose values look like `host:port` and are none: an image's tag, a mount, a device.
_OTHER_KEY = re.compile(r"[ \t]*(?:-[ \t]+)?(?:image|container_name|user|from|tag)[ \t]*:")


NOBODY = Owner("")


class Area:
    """Where each service of a text begins, and the places that are ports already.

    What stands behind the beginning of a service is its own, up to the next beginning; `NOBODY`
    begins at the keys of the top level.
    """

    def __init__(self, owners: Sequence[tuple[int, Owner]], taken: Sequence[Span]) -> None:
        # Services of before 2016 are keys of the top level themselves: they come last.
        self._owners = sorted(owners, key=lambda pair: (pair[0], pair[1] != NOBODY))
        self._starts = [start for start, _ in self._owners]
        self._taken = sorted(taken)
        self.names = {owner.service for _, owner in owners}

    def owner(self, offset: int) -> Owner:
        """Return the service that `offset` lies in; nobody outside of all."""
        index = bisect_right(self._starts, offset) - 1
        return self._owners[index][1] if index >= 0 else NOBODY

    def is_taken(self, offset: int) -> bool:
        """Tell whether an entry of `ports` or `expose` covers `offset`."""
        index = bisect_right(self._taken, Span(offset, len(_BEHIND_HOST.pattern) + 2**62)) - 1
        return index >= 0 and self._taken[index].end >= offset


def mentions(text: str, area: Area) -> Iterator[PortUse]:
    """Yield what is certainly a port that a service connects to."""
    for match in _IN_URL.finditer(text):
        yield from _mention(text, area, match.start(1), Span(*match.span(2)), match[1])
    for match in _BEHIND_HOST.finditer(text):
        start = match.start()
        if text[max(0, start - 6) : start].rstrip("0123456789")[-1:] in _BEFORE_A_NUMBER:
            continue
        host = _HOST.search(text, max(0, start - _LONGEST_HOST), start)
        if host and _is_host(host[1], area) and not area.is_taken(start):
            yield from _mention(text, area, host.start(1), Span(*match.span(1)), host[1])
    for match in _PROXY_LABEL.finditer(text):
        yield from _mention(text, area, match.start(1), Span(*match.span(1)), "")


def _is_host(name: str, area: Area) -> bool:
    return name in area.names or name == "localhost" or (name.count(".") == 3 and _is_ip(name))


def _is_ip(name: str) -> bool:
    return parse_ip(name) is not None


def _mention(text: str, area: Area, start: int, port: Span, host: str) -> Iterator[PortUse]:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    number = int(port.of(text))
    # A number too high is somebody's own notation: never an error in free text.
    if line.lstrip().startswith("#") or " #" in line or not 1 <= number <= 65535:
        return
    if _OTHER_KEY.match(line) or area.is_taken(start):
        return
    owner = area.owner(start)
    span = Span(start, port.end)
    yield PortUse(
        "connects",
        span,
        PortRange(port, number, number),
        transport="tcp",
        address=_address(host),
        owner=owner.path if owner.service else "",
        detail=PortEntry("mention", owner, span),
    )


def _address(host: str) -> Address | None:
    if not host:
        return None
    return parse_ip(host.strip("[]")) or Address("name", host)
