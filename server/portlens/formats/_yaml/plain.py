"""The plain part of YAML, read line by line: what most configurations are written in.

PyYAML takes a fifth of a short check to import. What is not plain (anchors, tags, escapes, braces,
texts over several lines) is left to it, and so is all that might be no YAML, or has a key twice in
a mapping. What is read here it reads alike, which a test asks it for generated texts and real
files.
"""

from sys import intern  # keys, and most values, stand in a file over and over

from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence
from portlens.text.pause import pause
from portlens.text.regex import regex

# YAML has more keys.
_KEY = regex(r"[\w./$][\w./$+@-]{0,100}")
_BLANK_OR_END = frozenset({" ", ""})
# Blanks and line ends that count in some places only.
_OTHER = "\t\r\x85\u2028\u2029"
# What no text without quotes may begin with, or seldom does.
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# An entry of a list in brackets, and what ends it.
_ENTRY = regex(r""" *(?:(["'])([^"'\\\n]*)\1|([\w./$](?:[^\s,\[\]{}:#?]| (?=[\w./$]))*)) *([],])""")
# More than a configuration has; what is deeper is left to the parser, and refused there.
_DEEPEST = 100
# Nodes are made without a call of their class, in half of the time.
_new = tuple.__new__


class _NotPlain(Exception):  # noqa: N818 - says what the text is
    pass


class _Open:
    """A mapping or list that goes on; `awaited` is where a value is to come, -1 where none is.

    `depth` is twice the column, and one more for a list: below a key it may stand as deep as that.
    `names` are the keys of a mapping.
    """

    __slots__ = ("awaited", "children", "depth", "names", "start")

    def __init__(self, depth: int, start: int) -> None:
        self.depth = depth
        self.start = start
        self.children: list[Node] = []
        self.names: dict[str, None] = {}
        self.awaited = -1


def plain_documents(text: str, shift: int = 0) -> list[Node] | None:
    """Return the documents of `text`, positions moved by `shift`; None where it is not plain."""
    if any(each in text for each in _OTHER):  # five looks, and faster than an expression's one
        return None
    try:
        return _Reader(shift).documents(text)
    except _NotPlain:
        return None


class _Reader:
    """What is open at a line: the document itself first, the innermost collection last."""

    def __init__(self, shift: int) -> None:
        self._shift = shift
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
        return found

    def _at(self, depth: int, start: int) -> _Open:
        """Return the mapping or list of that depth that goes on, or one that begins at `start`."""
        top = self._open[-1]
        if top.depth > depth:
            top = self._closed(depth)
        if top.depth == depth:
            if top.awaited >= 0:
                _leave_empty(top)
            return top
        if top.awaited < 0:
            raise _NotPlain
        return self._opened(depth, start)

    def _opened(self, depth: int, start: int) -> _Open:
        if len(self._open) > _DEEPEST:
            raise _NotPlain
        new = _Open(depth, start)
        self._open.append(new)
        return new

    def _closed(self, depth: int) -> _Open:
        """Close what is deeper than `depth`; return what is innermost then."""
        top = self._open[-1]
        while top.depth > depth:
            self._open.pop()
            if top.awaited >= 0:
                _leave_empty(top)
            children = top.children
            outer = self._open[-1]
            outer.children.append(_collection(top, children, children[-1].end))
            outer.awaited = -1
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
        else:
            top.children.append(self._quoted(rest, start))

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
            quote, quoted, word, _ = match.groups()
            first, last = match.span(1 if quote else 3)
            value = quoted if quote else word
            last = match.end(2) + 1 if quote else last
            value = intern(value)
            items.append(_new(Scalar, (start + first, start + last, None, value, quote or "")))
            end = match.end()
        _nothing_behind(rest, end)
        return Sequence(start, start + end, None, tuple(items))


def _collection(done: _Open, children: list[Node], end: int) -> Sequence | Mapping:
    if done.depth % 2:
        return _new(Sequence, (done.start, end, None, tuple(children)))
    if 2 * len(done.names) < len(children):
        raise _NotPlain
    each = iter(children)
    return _new(Mapping, (done.start, end, None, tuple(zip(each, each, strict=True)), (), False))


def _leave_empty(collection: _Open) -> None:
    at = collection.awaited
    collection.children.append(_new(Scalar, (at, at, None, "", "")))
    collection.awaited = -1


def _nothing_behind(rest: str, end: int) -> None:
    behind = rest[end:].lstrip(" ")
    if behind and (behind[0] != "#" or rest[end] != " "):
        raise _NotPlain
