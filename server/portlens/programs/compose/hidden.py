"""Ports in a service's settings that the reader alone cannot see.

They come to light once variables are replaced and all names of the project are known, or are
implied by the scheme of a URL whose host is one of these. Source of the schemes' ports: RFC 9110,
6455 and 4516, and the manuals of PostgreSQL, MySQL, Redis, RabbitMQ, MongoDB, Mosquitto and NATS
on their URLs.
"""

from collections.abc import Collection, Iterator

from portlens.formats._place import Place, Surroundings, place_of
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence, entries, resolved, text_of
from portlens.formats.compose.mentions import (
    BEHIND_HOST,
    LONGEST_VALUE,
    Area,
    form_of,
    key_of,
    may_speak_otherwise,
    mentions,
)
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

_OF_SCHEME = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "ldap": 389, "ldaps": 636,
    "postgres": 5432, "postgresql": 5432, "mysql": 3306, "mariadb": 3306, "redis": 6379,
    "rediss": 6379, "amqp": 5672, "amqps": 5671, "mongodb": 27017, "mqtt": 1883, "mqtts": 8883,
    "nats": 4222,
}  # fmt: skip
# Such a URL may be a mere name: of an issuer, of an origin that is allowed.
_WEB = frozenset({"http", "https", "ws", "wss"})
_URL = regex(r"://(?:[^\s/@\"'<>]*@)?([A-Za-z0-9_](?:[\w.-]*\w)?)(?=[/?#\"'\s,;|&()<>]|\Z)")
_SCHEME = regex(r"(?<![\w.-])([A-Za-z][A-Za-z0-9]*)(?:\+[\w-]+)?\Z")
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
    node: Node | None,
    around: Surroundings,
    service: str,
    names: frozenset[str],
    read: Collection[int] = (),
) -> Iterator[Hidden]:
    """Yield such ports of the service at `node`; `names` are those that containers have.

    A variable is a place of its own: what its value holds is told where it is used. `read` is where
    the ports begin that were read of the service already: a text that has no others is passed over.
    """
    area = area_of(service, names)
    for before, scalar in _texts(node):
        if not _may_hide(before, scalar, around.text, read):
            continue
        place = place_of(scalar, around)
        text = place.expanded.text
        is_default = any(variable.is_default for variable in place.expanded.variables)
        for use, is_sure in ports_in(before, text, area):
            certainty: Certainty = "certain" if is_sure else "usual"
            there = _moved(use, place)
            yield Hidden(
                there, "default" if is_default else certainty, text, use.span.start, scalar.start
            )


def area_of(service: str, names: frozenset[str]) -> Area:
    """Return the whole of a text as the service's own, where these `names` alone are known."""
    return Area([(0, Owner(service))], (), names)


def ports_in(before: str, text: str, area: Area) -> Iterator[tuple[PortUse, bool]]:
    """Yield the ports in `text`, and whether it is sure that they are asked for.

    What stands `before` it, as `KEY: `, tells what is meant. Spans are those in `text`.
    """
    shift = len(before)
    for use in mentions(before + text, area):
        is_heard = use.role == "container" and use.address is not None
        # Where the service itself listens, `LISTENERS: http://0.0.0.0:80`, nobody connects.
        if use.port is not None and use.span.start >= shift and not is_heard:
            port = use.port._replace(span=use.port.span.shifted(-shift))
            yield use._replace(span=use.span.shifted(-shift), port=port), True
    for match in _URL.finditer(text):
        scheme = _SCHEME.search(text[max(0, match.start() - _LONGEST) : match.start()])
        word = scheme[1].lower() if scheme else ""
        if word in _OF_SCHEME and match[1] in area.names:
            span, number, owner = Span(*match.span(1)), _OF_SCHEME[word], area.owner(0)
            port = PortRange(span, number, number, is_implied=True)
            address = parse_ip(match[1]) or Address("name", match[1])
            behind = text[max(0, match.start() - LONGEST_VALUE) : match.start()]
            key = key_of(behind if len(behind) == LONGEST_VALUE else before + behind)
            detail = PortEntry(form_of(key, f"{behind}://"), owner, span)
            use = PortUse("connects", span, port, "tcp", address, owner.path, detail=detail)
            yield use, word not in _WEB


def _moved(use: PortUse, place: Place) -> PortUse:
    """Return the use as it stands in the file; one with a variable in it stands where that does."""
    if use.port is None:
        return use
    is_variable = place.expanded.is_variable(*use.span)
    port = use.port._replace(span=place.of(*use.port.span), is_variable=is_variable)
    return use._replace(span=place.of(*use.span), port=port)


def _may_hide(before: str, scalar: Scalar, text: str, read: Collection[int]) -> bool:
    """Tell whether there may be other ports in a text than those that begin at the places `read`.

    Most texts of most services have none: they are found out here, in a tenth of the time.
    """
    value = scalar.value
    if "$" in value or may_speak_otherwise(before + value):
        return True
    if "://" in value and _URL.search(value):
        return True
    ports = [match.start(1) for match in BEHIND_HOST.finditer(value)]
    place = scalar.content(text) if ports else None
    return bool(ports) and (place is None or any(place.start + port not in read for port in ports))


def _texts(node: Node | None) -> Iterator[tuple[str, Scalar]]:
    """Yield the texts below a service in which there may be more than is read.

    With each comes what stands before it: its key, in a list that of the list and an option of
    which it may be the value. Ports are read with their values anyway.
    """
    waiting = [(f"{key.value}: ", value) for key, value in entries(node) if key.value not in _READ]
    seen: set[int] = set()
    while waiting:
        before, value = waiting.pop()
        inner = resolved(value)
        if inner is None or id(inner) in seen:
            continue
        seen.add(id(inner))
        if isinstance(inner, Scalar):
            if "$" in inner.value or ":" in inner.value:
                yield before, inner
        elif isinstance(inner, Sequence):
            befores = (before, *(before + _option(item) for item in inner.items))
            waiting += [*zip(befores, inner.items, strict=False)][::-1]
        elif isinstance(inner, Mapping):
            waiting += [(f"{name.value}: ", value) for name, value in entries(inner)[::-1]]


def _option(word: Node) -> str:
    text = text_of(word)
    return f"{text} " if text.startswith("-") else ""


_READ = frozenset({"ports", "expose"})
