"""A YAML text as nodes that know where they stand."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from portlens.text.span import Span


class Scalar(NamedTuple):
    """A text; `value` is what YAML makes of it, `style` one of `'`, `"`, `|`, `>` or empty."""

    start: int
    end: int
    tag: str | None
    value: str
    style: str

    @property
    def span(self) -> Span:
        """The node as written: with quotes, tag and anchor."""
        return Span(self.start, self.end)

    def content(self, text: str) -> Span | None:
        """Return where `value` stands, character by character; None where it is not written so.

        Escapes, folded lines and block scalars have no such place.
        """
        quoted = 1 if self.style in {"'", '"'} else 0
        end = self.end - quoted
        start = end - len(self.value)
        if start >= self.start + quoted and text[start:end] == self.value:
            return Span(start, end)
        # A quote that is still open has no end to count from.
        start = self.start + quoted
        end = start + len(self.value)
        return Span(start, end) if quoted and text[start:end] == self.value else None


class Sequence(NamedTuple):
    """A list."""

    start: int
    end: int
    tag: str | None
    items: "tuple[Node, ...]"

    @property
    def span(self) -> Span:
        """The node as written, up to the end of its last item."""
        return Span(self.start, self.end)


class Mapping(NamedTuple):
    """A mapping; `pairs` are as written: with merge keys, and with keys written twice."""

    start: int
    end: int
    tag: str | None
    pairs: "tuple[tuple[Node, Node], ...]"

    @property
    def span(self) -> Span:
        """The node as written, up to the end of its last value."""
        return Span(self.start, self.end)


class Alias(NamedTuple):
    """`*name`; `target` is None where no anchor of that name stands before it."""

    start: int
    end: int
    tag: None
    name: str
    target: "Node | None"

    @property
    def span(self) -> Span:
        """The alias as written."""
        return Span(self.start, self.end)


# Mappings that one mapping is merged from; nobody can follow half as many.
MOST_MERGED = 100

Node: TypeAlias = Scalar | Sequence | Mapping | Alias


def resolved(node: Node | None) -> "Scalar | Sequence | Mapping | None":
    """Follow aliases; an anchor cannot hold an alias to itself, so this comes to an end."""
    while isinstance(node, Alias):
        node = node.target
    return node


def entries(node: Node | None) -> list[tuple[Scalar, Node]]:
    """Return the keys that `node` has in the end, merge keys (`<<`) followed, and their values.

    A key written in the mapping itself stands before a merged one of the same name. Of a key
    written twice both are returned: YAML forbids it, but both are there to be read.
    """
    mapping = resolved(node)
    if not isinstance(mapping, Mapping):
        return []
    found: list[tuple[Scalar, Node]] = []
    merged: list[Node] = []
    for key, value in mapping.pairs:
        name = key if type(key) is Scalar else resolved(key)
        if not isinstance(name, Scalar):
            continue
        if name.value == "<<" and not name.style:
            merged.append(value)
        else:
            found.append((name, value))
    if merged:
        known = {name.value for name, _ in found}
        for source in _merge_sources(merged):
            for key, value in source.pairs:
                name = resolved(key)
                if isinstance(name, Scalar) and name.value not in known and name.value != "<<":
                    known.add(name.value)
                    found.append((name, value))
    return found


def _merge_sources(merged: list[Node]) -> Iterator[Mapping]:
    """Yield the mappings that merge keys name, each once: anchors may name each other 2^n times.

    Of more than `MOST_MERGED` the rest is left out: a chain of n would be gone through n times.
    """
    seen: set[int] = set()
    waiting = merged[::-1]
    while waiting and len(seen) < MOST_MERGED:
        node = resolved(waiting.pop())
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Sequence):
            waiting += node.items[::-1]
        elif isinstance(node, Mapping):
            yield node
            waiting += [
                value
                for key, value in node.pairs
                if isinstance(key, Scalar) and key.value == "<<" and not key.style
            ][::-1]


def value_of(node: Node | None, key: str) -> Node | None:
    """Return the value that `key` has in the mapping `node`; the last where there are several."""
    found = None
    for name, value in entries(node):
        if name.value == key:
            found = value
    return found


def text_of(node: Node | None) -> str:
    """Return the value of a scalar, and nothing for any other node."""
    node = resolved(node)
    return node.value if isinstance(node, Scalar) else ""
