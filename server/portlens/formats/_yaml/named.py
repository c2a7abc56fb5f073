"""Plain YAML with anchors and aliases: what has a name, and what stands for it.

Most texts have neither, and need nothing of this. Merge keys are read here as well.
"""

from portlens.formats._yaml.nodes import Anchors, Mapping, Node, Scalar, Sequence, mapping
from portlens.formats._yaml.plain import NotPlain, Open, Reader, nothing_behind
from portlens.text.regex import regex
from portlens.text.typed import Any

# An anchor or an alias.
_NAME = regex(r" *[&*]([0-9A-Za-z_-]+)(?= |\Z)")
_new = tuple.__new__


def named_documents(text: str, shift: int, anchors: Anchors | None) -> list[Node] | None:
    """Return what `plain_documents` does, of a text that may have names; may raise NotPlain."""
    known = Anchors(anchors)
    documents = _Reader(known).documents(text, shift)
    if known.are_lacking:
        return None
    if anchors is not None:
        anchors.take(known)
    return documents


class _Reader(Reader):
    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.known = {**anchors}
        self._anchors = anchors
        self._waiting: tuple[str, int, int] | None = None  # an anchor before what comes next
        self._open: dict[int, str] = {}  # anchors of what is open, by how much is open around it

    def value(self, rest: str, start: int) -> Node | None:
        """Return a value; behind an anchor it may stand below."""
        match = _NAME.match(rest)
        if match is None:
            return super().value(rest, start)
        name, at, end = match[1], start + match.start(1) - 1, match.end()
        if rest[match.start(1) - 1] == "*":
            nothing_behind(rest, end)
            return self.alias(name, at)
        behind = rest[end:].lstrip(" ")
        if behind[:1] in {"&", "*"}:
            raise NotPlain
        node = super().value(behind, start + len(rest) - len(behind))
        if node is None:
            self._waiting = name, at, start + end
            return None
        node = node._replace(start=at)
        self._name(name, node)
        return node

    def opened(self, start: int, around: Open) -> int:
        """Return where a list or mapping begins: at the anchor before it, if there is one."""
        begin = super().opened(start, around)
        if self._waiting is not None:
            (name, begin, _), self._waiting = self._waiting, None
            self.known.pop(name, None)
            self._open[len(self.stack)] = name
        return begin

    def collection(
        self, depth: int, start: int, end: int, held: dict[object, Any]
    ) -> Sequence | Mapping:
        """Return the list or mapping, with what its merge keys bring, for aliases to name."""
        node = super().collection(depth, start, end, held)
        if "<<" in held:
            node = mapping(start, end, None, held.values(), self._anchors)
        name = self._open.pop(len(self.stack), "")
        if name and name not in self.known:  # else one inside goes before it
            self._name(name, node)
        return node

    def empty(self, at: int) -> Scalar:
        """Return what stands where no value comes: perhaps its anchor alone."""
        if self._waiting is None:
            return super().empty(at)
        (name, start, end), self._waiting = self._waiting, None
        node: Scalar = _new(Scalar, (start, end, None, "", ""))
        self._name(name, node)
        return node

    def _name(self, anchor: str, node: Node) -> None:
        self._anchors[anchor] = self.known[anchor] = node
