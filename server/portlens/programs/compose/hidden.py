"""Ports in a service's settings that the reader alone cannot see.

They come to light once variables are replaced and all names of the project are known, or are
implied by the scheme of a URL whose host is one of these. Source of the schemes' ports: RFC 9110,
6455 and 4516, and the manuals of PostgreSQL, MySQL, Redis, RabbitMQ, MongoDB, Mosquitto and NATS
on their URLs.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from portlens.formats.compose.mentions import Area, mentions
from portlens.formats.compose.nodes import Mapping, Node, Scalar, Sequence, entries, resolved
from portlens.formats.compose.place import Place, Surroundings, place_of
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty
from portlens.text.span import Span

_OF_SCHEME = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "ldap": 389, "ldaps": 636,
    "postgres": 5432, "postgresql": 5432, "mysql": 3306, "mariadb": 3306, "redis": 6379,
    "rediss": 6379, "amqp": 5672, "amqps": 5671, "mongodb": 27017, "mqtt": 1883, "mqtts": 8883,
    "nats": 4222,
}  # fmt: skip
# Such a URL may be a mere name: of an issuer, of an origin that is allowed.
_WEB = frozenset({"http", "https", "ws", "wss"})
_URL = re.compile(r"://(?:[^\s/@\"'<>]*@)?([A-Za-z0-9_](?:[\w.-]*\w)?)(?=[/?#\"'\s,;|&()<>]|\Z)")
_SCHEME = re.compile(r"(?<![\w.-])([A-Za-z][A-Za-z0-9]*)(?:\+[\w-]+)?\Z")
_LONGEST = 40


class Hidden(NamedTuple):
    """A port that is connected to, as if it were written where what says so stands.

    `text` is what was read, `start` where the host begins in it, and `offset` where the whole of
    it stands in the file.
    """

    use: PortUse
    certainty: Certainty
    text: str
    start: int
    offset: int


def hidden(
    node: Node | None, around: Surroundings, service: str, names: Collection[str]
) -> Iterator[Hidden]:
    """Yield such ports of the service at `node`; `names` are those that containers have.

    A variable is a place of its own: what its value holds is told where it is used.
    """
    area = Area([(0, Owner(service))], ())
    area.names |= set(names)
    for key, scalar in _texts(node):
        place = place_of(scalar, around)
        text = key + place.expanded.text
        is_default = any(variable.is_default for variable in place.expanded.variables)
        certainty: Certainty = "default" if is_default else "certain"
        for use in mentions(text, area):
            there = _moved(use, place, len(key))
            if there is not None:
                yield Hidden(there, certainty, text, use.span.start, scalar.start)
        for match in _URL.finditer(text):
            scheme = _SCHEME.search(text[max(0, match.start() - _LONGEST) : match.start()])
            word = scheme[1].lower() if scheme else ""
            if word in _OF_SCHEME and match[1] in area.names:
                host = Span(*match.span(1)).shifted(-len(key))
                there = _implied(_OF_SCHEME[word], match[1], host, place, area)
                is_sure = certainty == "certain" and word not in _WEB
                how: Certainty = certainty if is_sure or is_default else "usual"
                yield Hidden(there, how, text, match.start(1), scalar.start)


def _moved(use: PortUse, place: Place, shift: int) -> PortUse | None:
    """Return the use as it stands in the file; one with a variable in it stands where that does."""
    span = use.span.shifted(-shift)
    if use.port is None or span.start < 0:
        return None
    port = use.port._replace(
        span=place.of(*use.port.span.shifted(-shift)),
        is_variable=place.expanded.is_variable(*span),
    )
    return use._replace(span=place.of(*span), port=port)


def _implied(number: int, name: str, host: Span, place: Place, area: Area) -> PortUse:
    span = place.of(*host)
    is_variable = place.expanded.is_variable(*host)
    port = PortRange(span, number, number, is_variable=is_variable, is_implied=True)
    owner = area.owner(0)
    address = parse_ip(name) or Address("name", name)
    detail = PortEntry("mention", owner, span)
    return PortUse("connects", span, port, "tcp", address, owner.path, detail=detail)


def _texts(node: Node | None) -> Iterator[tuple[str, Scalar]]:
    """Yield the texts below a service in which there may be more than is read.

    With each comes its key, as it would stand before the text. Ports are read with their values
    anyway.
    """
    waiting = [(key.value, value) for key, value in entries(node) if key.value not in _READ]
    seen: set[int] = set()
    while waiting:
        key, value = waiting.pop()
        inner = resolved(value)
        if inner is None or id(inner) in seen:
            continue
        seen.add(id(inner))
        if isinstance(inner, Scalar):
            if "$" in inner.value or ":" in inner.value:
                yield f"{key}: " if key else "", inner
        elif isinstance(inner, Sequence):
            waiting += [("", item) for item in inner.items[::-1]]
        elif isinstance(inner, Mapping):
            waiting += [
                (name.value if isinstance(name, Scalar) else "", value)
                for name, value in inner.pairs[::-1]
            ]


_READ = frozenset({"ports", "expose"})
