"""A YAML text that was read before and has changed in one place: that place alone is read again.

Only where that is provably the same as to read all of it. In a block mapping an entry begins at
the column of its mapping and ends where the next one begins there. What the parser holds in mind
at such a line, apart from anchors and directives, is how deep the mappings around it are: an entry
that is one entry by itself is the same one in its mapping. The reader of a format may blank out
parts of the text, as long as what it does to an entry hangs on that entry.

An entry without an anchor changes no alias but its own, and these name what stands before it: so
nothing else in the text is another node for it, or has another key by a merge.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from portlens.formats._yaml.moved import ANCHOR, NotAlone, moved_pairs, named_before
from portlens.formats._yaml.nodes import MOST_MERGED, Anchors, Mapping, Node, Scalar
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Shift

# What may end a document, or say how tags are read; and a key that is marked as one, for if it has
# no value, that stands where the next entry begins.
_MARKER = regex(r"^(?:---|\.\.\.|%)|[ -]\?\s", re.MULTILINE)

_ALIAS = regex(r"\*([\w-]+)")

# What returns the documents of a block that stands at a place of the text, with the anchors that
# stand before it; None where it cannot.
Parse = Callable[[str, int, Anchors], Iterable[Node] | None]


class Place(NamedTuple):
    """The mapping whose entries are read one by one: the value of `key` on the top level.

    Its own keys stand at `column`.
    """

    key: str
    column: int


class Again(NamedTuple):
    """The documents of the text; but for one entry they are those of the old one, moved."""

    documents: tuple[Node, ...]
    shift: Shift


class Change(NamedTuple):
    """What is different of two texts: from `start` to `end` of the old one, longer by `by`."""

    start: int
    end: int
    by: int


def parse_again(
    before: tuple[str, tuple[Node, ...]],
    text: str,
    change: Change,
    place: Place,
    parse: Parse,
) -> Again | None:
    """Return the documents of `text`; None where it has to be read as a whole.

    `before` is a text, and its documents as `parse` would make them, entry by entry; `change` is
    what is different. Both texts are `printable`. What large merges bring is counted over the whole
    text: `before` has none of them.
    """
    old, documents = before
    top = _block(documents[0], old, 0) if len(documents) == 1 else None
    if top is None or text.startswith("%") or "\n%" in text:
        return None
    index = [number for number, (key, _) in enumerate(top.pairs) if _name(key) == place.key]
    inner = _block(top.pairs[index[0]][1], old, place.column) if len(index) == 1 else None
    if inner is None:
        return None
    starts = [key.start - place.column for key, _ in inner.pairs]
    at = bisect_right(starts, change.start) - 1
    following = [*starts[at + 1 : at + 2], *(key.start for key, _ in top.pairs[index[0] + 1 :])]
    end = following[0] if following else len(old)
    if at < 0 or change.end > end:
        return None
    seams = [starts[at], *following[:1]]
    if not all(_begins_line(old, seam, place.column if seam in starts else 0) for seam in seams):
        return None
    block, shift = text[starts[at] : end + change.by], Shift(end, change.by)
    if (following and not block.endswith("\n")) or ANCHOR.search(old, starts[at], end):
        return None
    try:
        anchors = named_before({*_ALIAS.findall(block)}, old, starts[at], top)
        entry = _entry(block, place.column, starts[at], parse, anchors)
        if entry is None:
            return None
        behind, rest = moved_pairs((inner.pairs[at + 1 :], top.pairs[index[0] + 1 :]), old, shift)
    except NotAlone:
        return None
    entries = (*inner.pairs[:at], entry, *behind)
    whole = inner._replace(written=entries, end=entries[-1][1].end)
    pairs = (*top.pairs[: index[0]], (top.pairs[index[0]][0], whole), *rest)
    return Again((top._replace(written=pairs, end=pairs[-1][1].end),), shift)


def change_of(old: str, new: str) -> Change:
    """Return the stretch of `old` outside of which both are the same.

    As far in front as it may be: a line more at the end of an entry is none before the next one.
    """
    most, ends = min(len(old), len(new)), (len(old), len(new))
    same = _alike(
        most,
        lambda low, high: (
            old[ends[0] - high : ends[0] - low] == new[ends[1] - high : ends[1] - low]
        ),
    )
    start = _alike(most - same, lambda low, high: old[low:high] == new[low:high])
    return Change(start, len(old) - same, len(new) - len(old))


def _block(node: Node, text: str, column: int) -> Mapping | None:
    """Return `node` where it is a block mapping without a tag, an anchor or merged keys."""
    if type(node) is not Mapping or node.tag is not None or not node.pairs or node.merged:
        return None
    first = node.pairs[0][0]
    is_block = first.start == node.start and text[node.start] not in "{?"
    return node if is_block and _begins_line(text, first.start - column, column) else None


def _begins_line(text: str, start: int, column: int) -> bool:
    """Tell whether a line begins at `start` with as many blanks, and then something else."""
    is_line = start == 0 or (start > 0 and text[start - 1] == "\n")
    return is_line and text.startswith(" " * column, start) and text[start + column] not in " \t"


def _name(key: Node) -> str | None:
    return key.value if type(key) is Scalar else None


def _entry(
    block: str, column: int, start: int, parse: Parse, anchors: Anchors
) -> tuple[Node, Node] | None:
    """Return the entry that `block`, which stands at `start`, is by itself; else None."""
    if not _begins_line(block, 0, column) or _MARKER.search(block) or ANCHOR.search(block):
        return None
    documents = tuple(parse(block, start, anchors) or ())
    (alone,) = documents if len(documents) == 1 else (None,)
    if type(alone) is not Mapping or alone.tag is not None or len(alone.pairs) > 1:
        return None
    key, value = alone.pairs[0]
    is_key = type(key) is Scalar and key.start == start + column and key.value != "<<"
    return (key, value) if is_key and anchors.left == MOST_MERGED else None


def _alike(most: int, are_same: Callable[[int, int], bool]) -> int:
    """Return how many characters in a row are the same, up to `most`, each looked at twice."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if are_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
