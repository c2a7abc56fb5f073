"""The plain part of YAML, read line by line: what most configurations are written in.

PyYAML takes a fifth of a short check to import. What is not plain (anchors, tags, escapes, braces,
texts over several lines) is left to it, and so is all that might be no YAML. What is read here it
reads alike, which a test asks it for generated texts and real files.
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
    """A mapping or list that goes on; `awaited` is where a value is to come, -1 where none is."""

    __slots__ = ("awaited", "children", "column", "is_list", "start")

    def __init__(self, column: int, start: int, *, is_list: bool) -> None:
        self.column = column
        self.start = start
        self.is_list = is_list
        self.children: list[Node] = []
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
        for line in text.split("\n"):
            pause()
            rest = line.lstrip(" ")
            column = len(line) - len(rest)
            start = position + column
            position += len(line) + 1
            if not rest or rest[0] == "#":
                continue
            if rest[0] == "-" and rest[1:2] in _BLANK_OR_END:
                top = self._item(column, start)
                behind = rest[1:].lstrip(" ")
                width = len(rest) - len(behind)
                key, rest = self._key(behind)
                if key is None:
                    self._put(top, rest, start + width, start + 1)
                    continue
                top.awaited = start + 1
                column += width
                start += width
            else:
                key, rest = self._key(rest)
                if key is None:
                    if column or rest != "---":
                        raise _NotPlain
                    documents += self._end(is_marked=is_marked)
                    is_marked = True
                    continue
            top = self._mapping(column, start)
            end = start + len(key)
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
        self._document = _Open(-1, 0, is_list=True)
        self._document.awaited = 0
        self._open = [self._document]

    def _end(self, *, is_marked: bool) -> list[Node]:
        """Close everything; a marked document without anything in it is not plain."""
        self._close(-1)
        found = self._document.children
        if is_marked and not found:
            raise _NotPlain
        self._begin()
        return found

    def _item(self, column: int, start: int) -> _Open:
        """Return the list that a dash at `column` belongs to."""
        top = self._open[-1]
        if top.column > column:
            top = self._close(column)
        if top.column == column and top.is_list:
            if top.awaited >= 0:
                _leave_empty(top)
            return top
        # Below a key, a list may stand as deep as the key itself.
        return self._opened(top, column, start, is_list=True)

    def _mapping(self, column: int, start: int) -> _Open:
        """Return the mapping that a key at `column` belongs to."""
        top = self._open[-1]
        if top.column > column:
            top = self._close(column)
        if top.column == column and top.is_list:
            top = self._close_last()
        if top.column == column and not top.is_list:
            if top.awaited >= 0:
                _leave_empty(top)
            return top
        return self._opened(top, column, start, is_list=False)

    def _opened(self, outer: _Open, column: int, start: int, *, is_list: bool) -> _Open:
        if outer.awaited < 0 or len(self._open) > _DEEPEST:
            raise _NotPlain
        new = _Open(column, start, is_list=is_list)
        self._open.append(new)
        return new

    def _close(self, column: int) -> _Open:
        """Close what is deeper than `column`; return what is innermost then."""
        while self._open[-1].column > column:
            self._close_last()
        return self._open[-1]

    def _close_last(self) -> _Open:
        last = self._open.pop()
        if last.awaited >= 0:
            _leave_empty(last)
        children, outer = last.children, self._open[-1]
        end = children[-1].end
        if last.is_list:
            outer.children.append(Sequence(last.start, end, None, tuple(children)))
        else:
            pairs = tuple(zip(children[::2], children[1::2], strict=True))
            outer.children.append(Mapping(last.start, end, None, pairs))
        outer.awaited = -1
        return outer

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
            items.append(Scalar(start + first, start + last, None, value, quote or ""))
            end = match.end()
        _nothing_behind(rest, end)
        return Sequence(start, start + end, None, tuple(items))


def _leave_empty(collection: _Open) -> None:
    at = collection.awaited
    collection.children.append(Scalar(at, at, None, "", ""))
    collection.awaited = -1


def _nothing_behind(rest: str, end: int) -> None:
    behind = rest[end:].lstrip(" ")
    if behind and (behind[0] != "#" or rest[end] != " "):
        raise _NotPlain
