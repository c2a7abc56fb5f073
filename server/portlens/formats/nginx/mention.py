"""Ports in values that nginx itself does not look at: variables, maps, what clients are told.

They are shown, and not judged here: only when a request comes does it turn out what they are. Where
something is passed on by one, `rules/nginx/invalid_port_in_variable` looks at its values.
"""

import re
from collections.abc import Iterator

from portlens.formats.nginx.address import address_of
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.word import Word
from portlens.model.port_use import PortRange, PortUse
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex

_HOST_AND_PORT = regex(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9.]+\.[0-9]+|[\w.-]*[A-Za-z_][\w.-]*|\$\w+|\$\{\w+\})"
    r":(?P<port>[0-9]{1,5})(?=$|[/?$])"
)
_PORT_VARIABLE = regex(r"\$\{?\w*port\}?", re.IGNORECASE)

# A URL in a redirect, and `h3=":443"` in the header Alt-Svc. Whoever looked for the beginning of a
# scheme would look at each letter of a long word as often as it is long.
_TOLD = regex(
    r"(?:(?<=[A-Za-z0-9+.-])://(?:\[[0-9A-Fa-f:.]+\]|[^\s/:?#\"']+)|=\")"
    r":(?P<port>[0-9]{1,5})(?![0-9])"
)
TOLD_BY = frozenset({"return", "rewrite", "error_page", "proxy_redirect", "add_header"})
# All statements whose values are looked through here.
STATEMENTS = TOLD_BY | {"set", "endpoint", "health_check"}


def read_told(tree: Tree, directive: Directive, owner: str) -> Iterator[PortUse]:
    """Yield the ports that `return 301 https://$host:8443/;` and its kin tell a client of."""
    for word in tree.arguments(directive) if tree.may_say(directive, ":") else ():
        for match in _TOLD.finditer(word.text):
            number = to_number(match["port"])
            if 1 <= number <= 65535:
                span = word.part(*match.span("port"))
                port = PortRange(span, number, number)
                yield PortUse("connects", span, port, owner=owner)


def read_set(tree: Tree, directive: Directive, owner: str) -> Iterator[PortUse]:
    """Yield the port in `set $upstream_port 8080;` and the like."""
    words = tree.arguments(directive)
    if len(words) == 2:
        yield from _mention(words[1], owner, variable=words[0].text)


def read_pair(tree: Tree, table: Directive, pair: Directive, owner: str) -> Iterator[PortUse]:
    """Yield the port in the value of one line of a `map` and its kin."""
    values = tree.arguments(pair)
    heads = tree.arguments(table)
    if len(values) == 1 and heads and pair.block is None:
        yield from _mention(values[0], owner, variable=heads[-1].text)


def read_endpoint(tree: Tree, directive: Directive, owner: str) -> Iterator[PortUse]:
    """Yield the port in a third party's `endpoint host:port;`, or in an option `port=8080`."""
    for word in tree.arguments(directive):
        yield from _mention(word, owner, variable="")
        if word.text.startswith("port="):
            yield from _number(word, len("port="), owner)


def _mention(word: Word, owner: str, variable: str) -> Iterator[PortUse]:
    if _PORT_VARIABLE.fullmatch(variable):
        yield from _number(word, 0, owner)
    match = _HOST_AND_PORT.match(word.text)
    if match and 1 <= (number := to_number(match["port"])) <= 65535:
        port = PortRange(word.part(*match.span("port")), number, number)
        address = address_of(match["host"].strip("[]"))
        yield PortUse("connects", word.span, port, address=address, owner=owner)


def _number(word: Word, start: int, owner: str) -> Iterator[PortUse]:
    digits = word.text[start:]
    if is_number(digits) and 1 <= to_number(digits) <= 65535:
        number = to_number(digits)
        span = word.part(start, len(word.text))
        yield PortUse("connects", span, PortRange(span, number, number), owner=owner)
