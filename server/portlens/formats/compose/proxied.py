"""What a service tells a proxy beside it, and what that proxy is told of its own ports.

Source: the documentation of Traefik 2 and 3 (`loadbalancer.server.port`, `entrypoints.web.address`)
and 1 (`traefik.port`), of nginx-proxy (`VIRTUAL_PORT`) and of caddy-docker-proxy
(`{{upstreams 8080}}`).
"""

import re
from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

# Each begins with a literal: most texts have none of them. What is before is read back.
_VALUE = r"[\"']?[ \t]*[=:][ \t]*[\"']?([0-9]{1,9})(?![\w.:-])"
_SPELLINGS = (
    (".port", regex(r"\.port" + _VALUE), regex(
        r"(?:\.loadbalancer\.server|(?<![\w.-])traefik(?:\.[\w-]+)?)\Z", re.IGNORECASE
    )),
    ("VIRTUAL_PORT", regex(r"VIRTUAL_PORT" + _VALUE), regex(r"(?<![\w.])\Z")),
    ("upstreams", regex(r"upstreams[ \t]+(?:[a-z][a-z0-9]*[ \t]+)?([0-9]{1,9})[ \t]*\}\}"), regex(
        r"\{\{[ \t]*\Z"
    )),
)  # fmt: skip
_IS_UDP = regex(r"\btraefik\.udp\.[^\s\"'=:]*\Z", re.IGNORECASE)
_LONGEST = 200
_ENTRY = regex(
    r"entry[pP]oints(?:\.[\w-]+\.address)[\"']?[ \t]*[=:][ \t]*[\"']?:([0-9]{1,9})(?![0-9])(/udp)?"
)
_LOUD_ENTRY = regex(
    r"TRAEFIK_ENTRYPOINTS_\w+_ADDRESS[\"']?[ \t]*[=:][ \t]*[\"']?:([0-9]{1,9})(?![0-9])(/udp)?"
)


class Proxied(NamedTuple):
    """Where the number stands, and the transport."""

    port: Span
    transport: str


def proxied(text: str) -> Iterator[Proxied]:
    """Yield the ports of their own containers that services tell of, spelling by spelling."""
    for literal, spelling, beginning in _SPELLINGS:
        for match in spelling.finditer(text) if literal in text else ():
            before = text[max(0, match.start() - _LONGEST) : match.start()]
            if beginning.search(before):
                transport = "udp" if _IS_UDP.search(before) else "tcp"
                yield Proxied(Span(*match.span(1)), transport)


def entry_points(text: str) -> Iterator[Proxied]:
    """Yield the ports on which a Traefik listens itself, as its options say."""
    for literal, spelling in (("entry", _ENTRY), ("TRAEFIK_ENTRYPOINTS_", _LOUD_ENTRY)):
        for match in spelling.finditer(text) if literal in text else ():
            yield Proxied(Span(*match.span(1)), "udp" if match[2] else "tcp")
