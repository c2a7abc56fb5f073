"""Statements that take an address or a network, and never a port.

Source: nginx 1.22.1 run on each form. It knows `allow` and its like in http and stream.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.text.regex import regex

NETWORKS = frozenset({"allow", "deny", "set_real_ip_from"})

_IP_AND_PORT = regex(
    r"(?P<host>[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\])(?:/[0-9]+)?(?P<port>:[0-9]+)(?:/[0-9]+)?"
)
# `set_real_ip_from` takes names as well.
_NAME_AND_PORT = regex(r"(?P<host>[A-Za-z][\w.-]*)(?P<port>:[0-9]+)")


def read_network(tree: Tree, directive: Directive, module: str) -> Iterator[Fault]:
    """Yield a fault for a port behind the address; its span is that of the port with its colon."""
    if module not in ("http", "stream") or directive.block is not None:
        return
    for word in tree.arguments(directive)[:1]:
        match = _IP_AND_PORT.fullmatch(word.text)
        if match is None and directive.name == "set_real_ip_from":
            match = _NAME_AND_PORT.fullmatch(word.text)
        if match is not None and match["host"] != "unix":
            values = {"directive": directive.name}
            yield Fault("invalid-address", word.part(*match.span("port")), "takes-no-port", values)
