"""The alias of YAML at a place, and what it stands for."""

from portlens.formats._yaml.documents import filled_in, parsed
from portlens.formats._yaml.nodes import Alias, Mapping, Node, Sequence
from portlens.formats._yaml.parse import printable
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span


class Named(NamedTuple):
    """An alias, the `anchor` of that name (`&name`) which it means, and the `value` with it."""

    alias: Span
    anchor: Span
    value: Span


def alias_at(text: str, offset: int) -> Named | None:
    """Return the alias that `offset`, in code points, touches; None without one, or its anchor.

    The text is parsed only where a word stands there that looks like an alias.
    """
    start = text.rfind("*", max(0, offset - _LONGEST), offset + 1)
    word = _ALIAS.match(text, start) if start >= 0 else None
    if word is None or word.end() < offset:
        return None
    left: list[Node] = [*(parsed(filled_in(printable(text))) or ())]
    while left:
        pause()
        node = left.pop()
        if isinstance(node, Alias):
            if node.start == start:
                return _named(node, text)
        elif isinstance(node, Sequence):
            left += node.items
        elif isinstance(node, Mapping):
            left += [part for pair in node.pairs for part in pair]
    return None


def _named(alias: Alias, text: str) -> Named | None:
    if alias.target is None:
        return None
    value = alias.target.span
    at = text.find(f"&{alias.name}", value.start, value.end + len(alias.name) + 1)
    anchor = Span(at, at + 1 + len(alias.name)) if at >= 0 else value
    return Named(alias.span, anchor, value)


_LONGEST = 200
_ALIAS = regex(r"\*[^\s,\[\]{}]+")
