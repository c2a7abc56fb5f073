"""Ports that a Caddyfile tells its clients of: in a redirect."""

from collections.abc import Iterable, Iterator

from portlens.formats.caddyfile.blocks import Block, Segment
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.plain import to_number
from portlens.text.regex import regex

# Whoever looked for the beginning of a scheme would look at each letter of a long word as often as
# it is long.
_URL = regex(r"(?<=[A-Za-z0-9+.-])://(?:[^\s/:?#{}]|\{[^{}]*\})+:(?P<port>[0-9]{1,5})(?![0-9])")


def mentions(blocks: Iterable[Block]) -> Iterator[PortUse]:
    """Yield the ports of `redir https://{host}:8443{uri}`."""
    for block in blocks:
        waiting: list[Segment] = list(reversed(block.segments))
        while waiting:
            line = waiting.pop()
            waiting += reversed(line.children)
            for word in line.words[1:] if line.name == "redir" else ():
                for match in _URL.finditer(word.text):
                    number = to_number(match["port"])
                    if 0 < number <= HIGHEST_PORT:
                        span = word.part(*match.span("port"))
                        yield PortUse("connects", span, PortRange(span, number, number))
