"""The plain part of YAML, read line by line: what most configurations are written in.

PyYAML takes a fifth of a short check to import. What is not plain (tags, escapes, braces, texts
over several lines, anchors of keys) is left to it, and so is all that might be no YAML, or has a
key twice in a mapping. What is read here it reads alike, which a test asks it for generated texts
and real files.
"""

from sys import intern  # keys, and most values, stand in a file over and over

from portlens.formats._yaml.nodes import Alias, Anchors, Mapping, Node, Scalar, Sequence, mapping
from portlens.text.pause import pause
from portlens.text.regex import regex

# YAML has more keys.
_KEY = regex(r"[\w./$][\w./$+@-]{0,100}|<<")
_BLANK_OR_END = frozenset({" ", ""})
# Blanks and line ends that count in some places only.
_OTHER = "\t\r\x85\u2028\u2029"
# What no text without quotes may begin with, or seldom does.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# An entry of a list in brackets, and what ends it.
_ENTRY = regex(
    r""" *(?:(["'])([^"'\\\n]*)\1|([\w./$](?:[^\s,\[\]{}:#?]| (?=[\w./$]))*)"""
    r"|\*([0-9A-Za-z_-]+)) *[],]"
)
# An anchor or an alias.
_NAME = regex(r"[&*]([0-9A-Za-z_-]+)(?= |\Z)")
# More than a configuration has; what is deeper is left to the parser, and refused there.
_DEEPEST = 100
# Nodes are made without a call of their class, in half of the time.
_new = tuple.__new__


class _NotPlain(Exception):  # noqa: N818 - says what the text is
    pass


class _Open:
    """A mapping or list that goes on; `awaited` is where a value is to come, -1 where none is.

    `depth` is twice the column, and one more for a list: below a key it may stand as deep as that.
    `names` are the keys of a mapping, `anchor` its own, `named` the next value's and its places.
    """

    __slots__ = ("anchor", "awaited", "children", "depth", "named", "names", "start")

    def __init__(self, depth: int, start: int) -> None:
        self.depth = depth
        self.start = start
        self.children: list[Node] = []
        self.names: dict[str, None] = {}
        self.awaited = -1
        self.anchor = ""
        self.named: tuple[str, int, int] | None = None


def plain_documents(text: str, shift: int = 0, anchors: Anchors | None = None) -> list[Node] | None:
    """Return the documents of `text`, positions moved by `shift`; None where it is not plain.

    `anchors` are those that aliases may name, and then those of the text as well, if it is plain.
    """
    if any(each in text for each in _OTHER):  # five looks, and faster than an expression's one
        return None
    known = Anchors(anchors)
    try:
        documents = _Reader(shift, known).documents(text)
    except _NotPlain:
        return None
    if anchors is not None and not known.are_lacking:
        anchors.take(known)
    return None if known.are_lacking else documents


class _Reader:
    """What is open at a line: the document itself first, the innermost collection last."""

    def __init__(self, shift: int, anchors: Anchors) -> None:
        self._shift = shift
        self._anchors = anchors
        self._known = {*anchors}  # what an alias may name: nothing of another document
        self._keys: dict[str, str] = {}
        self._begin()

    def documents(self, text: str) -> list[Node]:
        """Return the documents; raises _NotPlain."""
        documents: list[Node] = []
        is_marked = False
        position = self._shift
        top = self._open[-1]
        for line in text.split("\n"):
            pause()
            rest = line.lstrip(" ")
            column = len(line) - len(rest)
            start = position + column
            position += len(line) + 1
            if not rest or rest[0] == "#":
                continue
            if rest[0] == "-" and rest[1:2] in _BLANK_OR_END:
                depth = 2 * column + 1
                if top.depth != depth or top.awaited >= 0:
                    top = self._at(depth, start)
                behind = rest[1:].lstrip(" ")
                width = len(rest) - len(behind)
                key, rest = self._key(behind)
                if key is None:
                    self._put(top, rest, start + width, start + 1)
                    continue
                start += width
                top = self._opened(2 * (column + width), start)
            else:
                key, rest = self._key(rest)
                if key is None:
                    if column or rest != "---":
                        raise _NotPlain
                    documents += self._end(is_marked=is_marked)
                    is_marked = True
                    top = self._open[-1]
                    continue
                if top.depth != 2 * column or top.awaited >= 0:
                    top = self._at(2 * column, start)
            end = start + len(key)
            top.names[key] = None
            top.children.append(_new(Scalar, (start, end, None, key, "")))
            self._put(top, rest, position - 1 - len(rest), end + 1)
        documents += self._end(is_marked=is_marked)
        return documents

    def _key(self, line: str) -> tuple[str | None, str]:
        """Return the key that `line` begins with, and what stands behind; without one, all of it.

        Most keys of a file are known from another line.
        """
        key, colon, rest = line.partition(": ")
        if colon:
            rest = rest.lstrip(" ")
        elif line[-1:] == ":":
            key = line[:-1]
        else:
            return None, line
        known = self._keys.get(key)
        if known is None:
            if _KEY.fullmatch(key) is None:
                return None, line
            known = self._keys[key] = intern(key)
        return known, rest

    def _begin(self) -> None:
        document = _Open(-1, 0)
        document.awaited = 0
        self._open = [document]

    def _end(self, *, is_marked: bool) -> list[Node]:
        """Close everything; a marked document without anything in it is not plain."""
        found = self._closed(-1).children
        if is_marked and not found:
            raise _NotPlain
        self._begin()
        self._known.clear()
        return found

    def _at(self, depth: int, start: int) -> _Open:
        """Return the mapping or list of that depth that goes on, or one that begins at `start`."""
        top = self._open[-1]
        if top.depth > depth:
            top = self._closed(depth)
        if top.depth == depth:
            if top.awaited >= 0:
                self._leave_empty(top)
            return top
        if top.awaited < 0:
            raise _NotPlain
        return self._opened(depth, start)

    def _opened(self, depth: int, start: int) -> _Open:
        if len(self._open) > _DEEPEST:
            raise _NotPlain
        new, outer = _Open(depth, start), self._open[-1]
        if outer.named is not None:
            (new.anchor, new.start, _), outer.named = outer.named, None
            self._known.discard(new.anchor)
        self._open.append(new)
        return new

    def _closed(self, depth: int) -> _Open:
        """Close what is deeper than `depth`; return what is innermost then."""
        top = self._open[-1]
        while top.depth > depth:
            self._open.pop()
            if top.awaited >= 0:
                self._leave_empty(top)
            children = top.children
            outer = self._open[-1]
            node = self._collection(top, children, children[-1].end)
            outer.children.append(node)
            outer.awaited = -1
            if top.anchor and top.anchor not in self._known:  # else one inside goes before it
                self._name(top.anchor, node)
            top = outer
        return top

    def _put(self, top: _Open, rest: str, start: int, empty: int) -> None:
        """Put the value that `rest` begins with into `top`; `empty` is where none would stand."""
        if not rest or rest[0] == "#":
            top.awaited = empty
        elif rest[0] not in _INDICATORS:
            if ": " in rest or " #" in rest or rest[-1] in ": ":
                rest = rest.partition(" #")[0].rstrip(" ")
                if ": " in rest or rest[-1] == ":":
                    raise _NotPlain
            value = intern(rest)
            top.children.append(_new(Scalar, (start, start + len(rest), None, value, "")))
        elif rest[0] == "[":
            top.children.append(self._in_brackets(rest, start))
        elif rest[0] == "&" or rest[0] == "*":
            self._put_named(top, rest, start, empty)
        else:
            top.children.append(self._quoted(rest, start))

    def _put_named(self, top: _Open, rest: str, start: int, empty: int) -> None:
        """Put an alias into `top`, or the value behind an anchor, which may stand below."""
        match = _NAME.match(rest)
        if match is None:
            raise _NotPlain
        if rest[0] == "*":
            _nothing_behind(rest, match.end())
            top.children.append(self._alias(match[1], start))
            return
        behind = rest[match.end() :].lstrip(" ")
        if behind[:1] in {"&", "*"}:
            raise _NotPlain
        self._put(top, behind, start + len(rest) - len(behind), empty)
        if top.awaited >= 0:
            top.named = match[1], start, start + match.end()
        else:
            top.children[-1] = node = top.children[-1]._replace(start=start)
            self._name(match[1], node)

    def _name(self, anchor: str, node: Node) -> None:
        self._anchors[anchor] = node
        self._known.add(anchor)

    def _alias(self, name: str, start: int) -> Alias:
        """Return the alias at `start`; what is not there, or not whole yet, is not for it."""
        if name not in self._known:
            raise _NotPlain
        return _new(Alias, (start, start + 1 + len(name), None, name, self._anchors[name]))

    def _quoted(self, rest: str, start: int) -> Scalar:
        quote = rest[0]
        end = rest.find(quote, 1) + 1
        if quote not in {'"', "'"} or not end or "\\" in rest:
            raise _NotPlain
        _nothing_behind(rest, end)
        value = rest[1 : end - 1]
        return _new(Scalar, (start, start + end, None, intern(value), quote))

    def _in_brackets(self, rest: str, start: int) -> Sequence:
        items: list[Node] = []
        end = 1
        while not items or rest[end - 1] == ",":
            match = _ENTRY.match(rest, end)
            if match is None:
                raise _NotPlain
            end = match.end()
            quote, quoted, word, name = match.groups()
            if name:
                items.append(self._alias(name, start + match.start(4) - 1))
                continue
            first, last = (match.start(1), match.end(2) + 1) if quote else match.span(3)
            value = intern(quoted if quote else word)
            items.append(_new(Scalar, (start + first, start + last, None, value, quote or "")))
        _nothing_behind(rest, end)
        return Sequence(start, start + end, None, tuple(items))

    def _collection(self, done: _Open, children: list[Node], end: int) -> Sequence | Mapping:
        if done.depth % 2:
            return _new(Sequence, (done.start, end, None, tuple(children)))
        if 2 * len(done.names) < len(children):
            raise _NotPlain
        each = iter(children)
        pairs = tuple(zip(each, each, strict=True))
        if "<<" in done.names:
            return mapping(done.start, end, None, pairs, self._anchors)
        return _new(Mapping, (done.start, end, None, pairs, (), False))

    def _leave_empty(self, collection: _Open) -> None:
        at = collection.awaited
        name, start, end = collection.named or ("", at, at)
        node = _new(Scalar, (start, end, None, "", ""))
        collection.children.append(node)
        collection.awaited, collection.named = -1, None
        if name:
            self._name(name, node)


def _nothing_behind(rest: str, end: int) -> None:
    behind = rest[end:].lstrip(" ")
    if behind and (behind[0] != "#" or rest[end] != " "):
        raise _NotPlain
