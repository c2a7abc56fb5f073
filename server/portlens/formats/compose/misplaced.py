"""Ports where Compose reads none: on the top level, under a key misspelt, without their quotes."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, entries
from portlens.formats.compose.port_entry import Owner, PortItem
from portlens.formats.compose.services import Entries
from portlens.formats.compose.usual_items import read_port
from portlens.text.regex import regex
from portlens.text.span import Span

# To YAML what begins with a bracket is a list.
_UNQUOTED = regex(r"\[[0-9A-Fa-f:.]*\]:[^\s\[\]{},#]+(?=[ \t]*(?:[ \t]#|[\r\n]|\Z))")


def misplaced(document: Node) -> Iterator[Fault]:
    """Yield each key of the top level that is meant for `ports` or `expose`: there is none.

    Schema: compose-spec.json, which allows no other keys beside its own and `x-…`.
    """
    top = entries(document)
    if any(key.value == "services" for key, _ in top):
        for key, _ in top:
            if key.value.lower() in _MEANT:
                yield Fault("invalid-port-entry", key.span, "top-level")


def misspelt(said: Entries) -> Iterator[Fault]:
    """Yield each key of a service that is meant for `ports` or `expose` and is none to Compose.

    `said` is all that the service says.
    """
    for key, _ in said:
        meant = _MEANT.get(key.value.lower(), key.value)
        if meant != key.value:
            yield Fault("invalid-port-entry", key.span, "misspelt", {"meant": meant})


_MEANT = {"port": "ports", "ports": "ports", "expose": "expose", "exposes": "expose"}


def is_unquoted(node: Mapping, text: str) -> bool:
    """Tell whether `node` is what becomes of `[::]:8000:8000` without quotes."""
    return _UNQUOTED.match(text, node.start) is not None


def read_unquoted(node: Mapping, owner: Owner, around: Surroundings) -> PortItem:
    """Return the port that is meant, and that quotes are missing."""
    match = _UNQUOTED.match(around.text, node.start)
    start, end = match.span() if match else node.span
    word = Scalar(start, end, None, around.text[start:end], "")
    fault = Fault("invalid-port", Span(start, end), "quotes")
    return PortItem(read_port(word, owner, around).use, (fault,), is_refused=True)
