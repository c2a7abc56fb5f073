"""A YAML text as nodes that know where they stand."""

from collections.abc import Iterable, Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from portlens.formats._yaml.moved import Later


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

    def place(self, text: str) -> Span | None:
        """Return the content's place; where nothing is written, the one where it will be typed."""
        if self.value or self.style:
            return self.content(text)
        # That is where the cursor will be, behind the blanks.
        end = self.end
        while end < len(text) and text[end] in " \t":
            end += 1
        return Span(end, end)


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
    """A mapping; what is in it is asked of `pairs`.

    `merged` are the keys that come from elsewhere by merge keys (`<<`), `is_cut` where these are
    not all; see `mapping`.
    """

    start: int
    end: int
    tag: str | None
    written: "Pairs | Later"
    merged: "tuple[tuple[Scalar, Node], ...]" = ()
    is_cut: bool = False

    @property
    def pairs(self) -> "Pairs":
        """The keys and values as written: with merge keys, and with keys written twice."""
        written = self.written
        return written if type(written) is tuple else written.pairs  # type: ignore[union-attr]

    @property
    def said(self) -> object:
        """What stays the very same object while an edit does no more than to move the mapping."""
        written = self.written
        return (written if isinstance(written, tuple) else written.pairs_before) or self

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


# Keys that the mappings of one text have from others; the rest is left out. A chain of n anchors
# that each add a key would hold n * n of them, and so would n mappings that take in one of n keys;
# files that people have come to some hundreds.
MOST_MERGED = 50_000

# What is no larger is taken in wherever it is named, and does not count: that many times what is
# written is no product. So what stands behind a large environment still has its few common keys.
MOST_UNCOUNTED = 100

# What several parts of one text have from one place, by aliases or as Compose's `extends`: ports,
# say. A thousand services that each have the thousand ports of one list would be a million ports
# in two thousand lines; files that people have share some tens.
MOST_SHARED = 5_000

Node: TypeAlias = Scalar | Sequence | Mapping | Alias
Pairs: TypeAlias = tuple[tuple[Node, Node], ...]


class Anchors(dict[str, Node]):
    """What the aliases of one text may name; `left` is what its merge keys may still bring.

    `are_lacking`: an alias names none of them, or a merge key takes in what is no mapping. What
    would stand there nobody knows.
    """

    def __init__(self, known: "Anchors | None" = None) -> None:
        """Begin with what is `known` already."""
        super().__init__(known or ())
        self.left: int = MOST_MERGED if known is None else known.left
        self.are_lacking = False

    def take(self, others: "Anchors") -> None:
        """Go on from `others`, which began with these."""
        self.update(others)
        self.left = others.left


def resolved(node: Node | None) -> "Scalar | Sequence | Mapping | None":
    """Follow aliases; an anchor cannot hold an alias to itself, so this comes to an end."""
    while type(node) is Alias:
        node = node.target
    return node  # type: ignore[return-value]  # an exact type is cheaper to ask for, but narrows less


def mapping(
    start: int, end: int, tag: str | None, pairs: Iterable[tuple[Node, Node]], anchors: Anchors
) -> Mapping:
    """Return the mapping of `pairs`, with what its merge keys bring.

    `anchors` are those of the text, which keep count; a source that is too much brings nothing. Of
    a mapping that is cut nobody may conclude anything from a key that is not there.

    What an anchor brings is put together when the anchor is, before any alias can name it: so a
    chain of anchors costs its length. A merge key takes a mapping or a list of mappings, as in
    Compose's own parser; a key written in the mapping itself goes before a merged one, an earlier
    source before a later one.
    """
    written = tuple(pairs)
    merging = [value for key, value in written if _is_merge(key)]
    if not merging:
        return Mapping(start, end, tag, written)
    anchors.are_lacking |= any(unmergeable(written))
    names = {name.value for key, _ in written if isinstance(name := resolved(key), Scalar)}
    merged: dict[str, tuple[Scalar, Node]] = {}
    sources = {id(source): source for value in merging for source in _sources(value)}
    is_cut = False
    for source in sources.values():  # each once, since it brings nothing the second time
        size = len(source.pairs) + len(source.merged)
        is_cut = is_cut or source.is_cut
        if size > MOST_UNCOUNTED:
            if size > anchors.left:
                is_cut = True
                continue
            anchors.left -= size
        for name, value in pausing(entries(source)):
            if name.value not in names:
                merged.setdefault(name.value, (name, value))
    return Mapping(start, end, tag, written, tuple(merged.values()), is_cut)


def unmergeable(pairs: Iterable[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
    """Yield each merge key of a mapping's `pairs` that takes in what is no mapping, and that value.

    Go's parser stops at it, whatever its tag: "map merge requires map or sequence of maps as the
    value". A list in a list is neither. Nothing is said of a `!reset`, which Compose takes out
    first, and of an alias without an anchor.
    """
    for key, value in pairs:
        if _is_merge(key) and key.tag in _TAGS_OF_MERGE:
            found = resolved(value)
            is_list = type(found) is Sequence and found.tag != _RESET
            for item in found.items if type(found) is Sequence and is_list else (value,):
                source = resolved(item)
                if source is not None and type(source) is not Mapping and source.tag != _RESET:
                    yield key, value if type(value) is Alias else item
                    break


_RESET = "!reset"
_TAGS_OF_MERGE = frozenset({None, "tag:yaml.org,2002:merge"})


def _is_merge(key: Node) -> bool:
    return type(key) is Scalar and key.value == "<<" and not key.style


def _sources(value: Node) -> Iterator[Mapping]:
    """Yield the mappings that the value of a merge key names."""
    named = resolved(value)
    for item in named.items if type(named) is Sequence else (named,):
        source = resolved(item)
        if isinstance(source, Mapping):
            yield source


def entries(node: Node | None) -> list[tuple[Scalar, Node]]:
    """Return the keys that `node` has in the end, merge keys (`<<`) followed, and their values.

    A key written in the mapping itself stands before a merged one. Of a key written twice both
    are returned: YAML forbids it, but both are there to be read.
    """
    found = resolved(node)
    if type(found) is not Mapping:
        return []
    written: list[tuple[Scalar, Node]] = []
    for key, value in found.pairs:
        name = key if type(key) is Scalar else resolved(key)
        if type(name) is Scalar and (name.value != "<<" or not _is_merge(key)):
            written.append((name, value))
    if found.merged:
        written += found.merged
    return written


def by_key(pairs: Iterable[tuple[Scalar, Node]]) -> dict[str, Node]:
    """Return the values of `entries` by their keys; the last where there are several.

    Whoever asks for more than one or two has them so in a fraction of the time of `value_of`.
    """
    return {key.value: value for key, value in pairs}


def value_of(node: Node | None, key: str) -> Node | None:
    """Return the value that `key` has in the mapping `node`; the last where there are several."""
    mapping = resolved(node)
    if type(mapping) is not Mapping:
        return None
    found = None
    for name, value in mapping.pairs:
        scalar = name if type(name) is Scalar else resolved(name)
        if type(scalar) is Scalar and scalar.value == key and not _is_merge(name):
            found = value
    for scalar, value in mapping.merged:
        if scalar.value == key:
            found = value
    return found


def text_of(node: Node | None) -> str:
    """Return the value of a scalar, and nothing for any other node."""
    node = resolved(node)
    return node.value if isinstance(node, Scalar) else ""


def said_by(node: Node) -> object:
    """Return what stays the very same while an edit does no more than to move `node`, if it can."""
    found = resolved(node)
    return found.said if type(found) is Mapping else node
