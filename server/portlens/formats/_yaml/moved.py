"""The nodes of a YAML text that stand elsewhere after an edit, and those that anchors name.

An alias has the very node that its anchor stands before, and a merge key brings in the nodes of
the mapping that it names. What was moved is so with its aliases: what stands before the edit they
name as it was, what stands behind it as it was moved.
"""

from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Sequence as Several
from operator import attrgetter

from portlens.formats._yaml.nodes import (
    Alias,
    Anchors,
    Mapping,
    Node,
    Pairs,
    Scalar,
    Sequence,
    mapping,
)
from portlens.text.regex import regex
from portlens.text.span import Shift

# Whatever may be an anchor, and much that is none; behind a letter there is none.
ANCHOR = regex(r"&(?<!\w&)([\w-]+)")

# Most of all that is moved are scalars: made without a call of the class, in half of the time.
_new = tuple.__new__


class NotAlone(Exception):  # noqa: N818 - says what the node is
    """Nobody knows which node an alias names."""


def named_before(names: set[str], text: str, end: int, document: Node) -> Anchors:
    """Return what aliases of these `names` stand for at `end` of the text that `document` is.

    Raises NotAlone where what looks like an anchor may be none.
    """
    anchors = Anchors()
    places = {match[1]: match.start() for match in ANCHOR.finditer(text, 0, end)} if names else {}
    for name in names & places.keys():
        node = _innermost_at(places[name], document)
        if node is None:
            raise NotAlone
        anchors[name] = node
    return anchors


def _innermost_at(start: int, node: Node) -> Node | None:
    """Return the node that begins at `start`; of a mapping and its first key, the key."""
    found: Node | None = None
    inner: Node | None = node
    while inner is not None and inner.start <= start:
        found = inner if inner.start == start else found
        if type(inner) is Mapping:
            at = bisect_right(inner.pairs, start, key=_start_of_pair)
            key, value = inner.pairs[at - 1] if at else (None, None)
            inner = value if value is not None and value.start <= start else key
        elif type(inner) is Sequence:
            at = bisect_right(inner.items, start, key=_START)
            inner = inner.items[at - 1] if at else None
        else:
            inner = None
    return found


_START = attrgetter("start")


def _start_of_pair(pair: tuple[Node, Node]) -> int:
    return pair[0].start


def moved_pairs(parts: Several[Pairs], text: str, shift: Shift) -> list[Pairs]:
    """Return what stands behind an edit of `text`, in its order, as it is moved.

    Nothing of it is within the edit. Raises NotAlone.
    """
    if not shift.by:
        return [*parts]
    if ANCHOR.search(text, shift.start) is None:  # no alias names anything of it
        return [_moved(pairs, shift.by) for pairs in parts]
    behind = _Behind(text, shift)
    return [behind.pairs(pairs) for pairs in parts]


class Later:
    """The pairs of a mapping that has moved: they are moved once somebody asks for them.

    `pairs_before` stood `by` code points further in front. Nothing in them is named elsewhere.
    """

    __slots__ = ("_made", "_move", "by", "pairs_before")

    def __init__(self, before: Pairs, by: int, move: Callable[[Pairs, int], Pairs]) -> None:
        self.pairs_before = before
        self.by = by
        self._move = move
        self._made: Pairs | None = None

    @property
    def pairs(self) -> Pairs:
        """The pairs where they stand now; each time the very same ones."""
        made = self._made
        if made is None:
            made = self._made = self._move(self.pairs_before, self.by)
        return made

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same pairs, be they made or not."""
        return self.pairs == (other.pairs if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self.pairs)


def _moved(pairs: Pairs, by: int) -> Pairs:
    """Return pairs without anchors `by` further on; of what mappings hold nobody may ask."""
    return tuple([(_moved_node(key, by), _moved_node(value, by)) for key, value in pairs])


def _moved_node(node: Node, by: int) -> Node:
    if type(node) is Scalar:
        start, end, tag, value, style = node
        return _new(Scalar, (start + by, end + by, tag, value, style))
    start, end = node.start + by, node.end + by
    if type(node) is Mapping:
        if any(node.start <= name.start < node.end for name, _ in node.merged):
            return mapping(start, end, node.tag, _moved(node.pairs, by), Anchors())
        written = node.written
        if isinstance(written, Later):
            later = Later(written.pairs_before, written.by + by, _moved)
        else:
            later = Later(written, by, _moved)
        return Mapping(start, end, node.tag, later, node.merged)
    if type(node) is Sequence:
        items = tuple([_moved_node(item, by) for item in node.items])
        return Sequence(start, end, node.tag, items)
    return node._replace(start=start, end=end)


class _Behind:
    """Moves nodes, and knows those that aliases may name by what they were."""

    __slots__ = ("_after", "_anchors", "_by", "_start")

    def __init__(self, text: str, shift: Shift) -> None:
        self._start, self._by = shift
        self._anchors = {match.start() for match in ANCHOR.finditer(text, shift.start)}
        self._after: dict[int, Node] = {}

    def pairs(self, pairs: Pairs) -> Pairs:
        return tuple([(self._node(key), self._node(value)) for key, value in pairs])

    def _node(self, node: Node) -> Node:
        start, end = node.start + self._by, node.end + self._by
        after: Node
        if isinstance(node, Scalar):
            after = _new(Scalar, (start, end, node.tag, node.value, node.style))
        elif isinstance(node, Mapping):
            after = self._mapping(node, start, end)
        elif isinstance(node, Sequence):
            items = tuple([self._node(item) for item in node.items])
            after = Sequence(start, end, node.tag, items)
        else:
            after = Alias(start, end, None, node.name, self._target(node.target))
        if node.start in self._anchors:
            self._after[id(node)] = after
        return after

    def _mapping(self, node: Mapping, start: int, end: int) -> Mapping:
        pairs = self.pairs(node.pairs)
        if any(name.start >= self._start for name, _ in node.merged):
            return mapping(start, end, node.tag, pairs, Anchors())
        return Mapping(start, end, node.tag, pairs, node.merged)

    def _target(self, target: Node | None) -> Node | None:
        if target is None or target.start < self._start:
            return target
        after = self._after.get(id(target))
        if after is None:
            raise NotAlone
        return after
