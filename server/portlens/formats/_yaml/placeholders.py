"""Placeholders of templates, put back into YAML that was read without them."""

from collections.abc import Iterable

from portlens.formats._template import MASK
from portlens.formats._yaml.nodes import Alias, Anchors, Mapping, Node, Scalar, Sequence, mapping
from portlens.text.pause import pause
from portlens.text.regex import regex


def with_placeholders(documents: Iterable[Node], masked: str, written: str) -> tuple[Node, ...]:
    """Return the nodes of `masked` with the values that they have in `written`.

    Both texts are equally long and differ in placeholders alone.
    """
    filling = _Filling(masked, written)
    return tuple([filling.node(document) for document in documents])


class _Filling:
    def __init__(self, masked: str, written: str) -> None:
        self.masked = masked
        self.written = written
        self.anchors = Anchors()
        self.filled: dict[int, Node] = {}  # by the old node's id: an alias names a node, no copy

    def node(self, node: Node) -> Node:
        """Return `node` and all below it filled in; the parser lets no text nest too deeply."""
        pause()
        match node:
            case Scalar():
                new: Node = self._scalar(node)
            case Sequence():
                new = node._replace(items=tuple([self.node(item) for item in node.items]))
            case Mapping():
                pairs = [(self.node(key), self.node(value)) for key, value in node.pairs]
                new = mapping(node.start, node.end, node.tag, pairs, self.anchors)
            case Alias():
                new = node._replace(target=self.filled.get(id(node.target)))
        self.filled[id(node)] = new
        return new

    def _scalar(self, scalar: Scalar) -> Scalar:
        if MASK not in scalar.value:
            return scalar
        places = [match.span() for match in _MASKS.finditer(self.masked, *scalar.span)]
        pieces = iter([self.written[start:end] for start, end in places])
        return scalar._replace(value=_MASKS.sub(lambda match: next(pieces, match[0]), scalar.value))


_MASKS = regex(f"{MASK}+")
