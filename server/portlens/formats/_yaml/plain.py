"""The plain part of YAML, read line by line: what most configurations are written in.

PyYAML takes a fifth of a short check to import. What is not plain (tags, escapes, braces, texts
over several lines, anchors of keys) is left to it, and so is all that might be no YAML, or has a
key twice in a mapping. What is read here it reads alike, which a test asks it for generated texts
and real files.
"""

from sys import intern  # keys, and most values, stand in a file over and over

from portlens.formats._yaml.nodes import Alias, Anchors, Mapping, Node, Scalar, Sequence
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.typed import Any

# YAML has more keys.
_KEY = regex(r"[\w./$][\w./$+@-]{0,100}|<<")
_BLANK_OR_END = frozenset({" ", ""})
# Blanks and line ends that count in some places only.
_OTHER = "\t\r\x85\u2028\u2029"
# What no text without quotes may begin with, or seldom does.
_INDICATORS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
# An entry of a list in brackets, and what ends it.
_ENTRY = regex(
    r""" *(?:(["'])([^"'\\\n]*)\1|([\w./$](?:[^\s,\[\]{}:#?]| (?=[\w./$]))*)"""
    r"|\*([0-9A-Za-z_-]+)) *[],]"
)
# More than a configuration has; what is deeper is left to the parser, and refused there.
_DEEPEST = 100
# Nodes are made without a call of their class, in half of the time.
_new = tuple.__new__

# A mapping or list that goes on: its depth, which is twice the column, and one more for a list,
# since below a key it may stand as deep as that; where it begins; what it holds, pairs by their
# keys or items by a place of each; the key whose value comes next, which a list has not.
Open = tuple[int, int, dict[object, Any], Scalar | None]


class NotPlain(Exception):  # noqa: N818 - says what the text is
    """The text is not plain."""


def plain_documents(text: str, shift: int = 0, anchors: Anchors | None = None) -> list[Node] | None:
    """Return the documents of `text`, positions moved by `shift`; None where it is not plain.

    `anchors` are those that aliases may name, and then those of the text as well, if it is plain.
    """
    if any(each in text for each in _OTHER):  # five looks, and faster than an expression's one
        return None
    try:
        if "&" in text or "*" in text or "<<" in text:
            from portlens.formats._yaml.named import named_documents  # most texts have no names

            return named_documents(text, shift, anchors)
        return Reader().documents(text, shift)
    except NotPlain:
        return None


class Reader:
    """Reads a text without anchors; `known` is what aliases may name.

    `stack` is what is open around the innermost list or mapping, the document first.
    """

    def __init__(self) -> None:
        self.stack: list[Open] = []
        self.known: dict[str, Node] = {}
        self._keys: dict[str, str] = {}  # of lines before: most keys of a file are known from one
        self._bare: dict[str, str] = {}  # the same, by what stands in a line without a value

    def documents(self, text: str, shift: int) -> list[Node]:
        """Return the documents, their positions moved by `shift`; raises NotPlain."""
        documents: list[Node] = []
        position = shift - 1
        for number, part in enumerate(f"\n{text}\n".split("\n---\n")):
            found = self._document(part, position)
            if number and not found:  # to be marked and empty is not plain
                raise NotPlain
            documents += found
            self.known.clear()  # another document has anchors of its own
            position += len(part) + len("\n---\n")
        return documents

    # In one piece: what is innermost stands in local names, and what nearly all lines hold is read
    # without a call. That is a seventh of the time.
    def _document(self, text: str, position: int) -> list[Node]:  # noqa: C901, PLR0912, PLR0915
        keys, bare = self._keys, self._bare
        depth, begin = -1, 0
        held: dict[object, Any] = {}
        key: Scalar | None = None
        node: Node | None
        awaited = 0  # where an empty value would stand; -1 where none is to come
        end = 0  # of the last value
        for line in text.split("\n"):
            pause()
            rest = line.lstrip(" ")
            column = len(line) - len(rest)
            start = position + column
            position += len(line) + 1
            if not rest or rest[0] == "#":
                continue
            word, colon, value = rest.partition(": ")
            name = (keys if colon else bare).get(word)
            here = 2 * column
            width = 0  # of the dash and the blanks before a key
            if name is None:
                if rest[0] != "-" or rest[1:2] not in _BLANK_OR_END:
                    name, value = self._key(rest)
                    if name is None:
                        raise NotPlain
                else:
                    here += 1
                    value = rest[1:].lstrip(" ")
                    if ": " in value or value[-1:] == ":":
                        behind = len(value)
                        name, value = self._key(value)
                        width = 0 if name is None else len(rest) - behind
            if here > depth:
                if awaited < 0:
                    raise NotPlain
                begin = self.opened(start, (depth, begin, held, key))
                depth, held = here, {}
            elif here < depth or awaited >= 0:
                around = depth, begin, held, key
                depth, begin, held, key = self._closed(here, around, awaited, end)
            if width:
                start += width
                begin = self.opened(start, (depth, begin, held, None))
                depth, held = 2 * (column + width), {}
            if name is None:
                place: object = start
                key = None
                empty = start + 1
            elif name in held:
                raise NotPlain
            else:
                place = name
                empty = start + len(name)
                key = _new(Scalar, (start, empty, None, name, ""))
                empty += 1
            if not value:
                awaited = empty
                continue
            first = value[0]
            if first not in _INDICATORS and not (
                ": " in value or " #" in value or value[-1] in ": "
            ):
                end = position - 1
                node = _new(Scalar, (end - len(value), end, None, intern(value), ""))
            else:
                node = self.value(value, position - 1 - len(value))
                if node is None:
                    awaited = empty
                    continue
                end = node.end
            awaited = -1
            held[place] = node if key is None else (key, node)
        _, _, held, _ = self._closed(-1, (depth, begin, held, key), awaited, end)
        return [*held.values()]

    def value(self, rest: str, start: int) -> Node | None:
        """Return the value that `rest` begins with; None where it is still to come, if at all."""
        first = rest[:1]
        if first == " ":
            behind = rest.lstrip(" ")
            return self.value(behind, start + len(rest) - len(behind))
        if not first or first == "#":
            return None
        if first == "[":
            return self._in_brackets(rest, start)
        if first in _INDICATORS:
            return _quoted(rest, start)
        rest = rest.partition(" #")[0].rstrip(" ")
        if ": " in rest or rest[-1] == ":":
            raise NotPlain
        return _new(Scalar, (start, start + len(rest), None, intern(rest), ""))

    def alias(self, name: str, start: int) -> Alias:
        """Return the alias at `start`; what is not there, or not whole yet, is not for it."""
        target = self.known.get(name)
        if target is None:
            raise NotPlain
        return _new(Alias, (start, start + 1 + len(name), None, name, target))

    def collection(
        self, depth: int, start: int, end: int, held: dict[object, Any]
    ) -> Sequence | Mapping:
        """Return the list or mapping that ends with its last value, at `end`."""
        every = tuple(held.values())
        if depth % 2:
            return _new(Sequence, (start, end, None, every))
        return _new(Mapping, (start, end, None, every, (), False))

    def opened(self, start: int, around: Open) -> int:
        """Put aside what is open `around` a list or mapping; return where that begins."""
        if len(self.stack) >= _DEEPEST:
            raise NotPlain
        self.stack.append(around)
        return start

    def empty(self, at: int) -> Scalar:
        """Return what stands where a value is awaited and none comes."""
        return _new(Scalar, (at, at, None, "", ""))

    def _key(self, line: str) -> tuple[str | None, str]:
        """Return the key that `line` begins with, and what stands behind; else all of it."""
        key, colon, rest = line.partition(": ")
        if not colon:
            if line[-1:] != ":":
                return None, line
            key = line[:-1]
        known = self._keys.get(key)
        if known is None:
            if _KEY.fullmatch(key) is None:
                return None, line
            known = self._keys[key] = intern(key)
            self._bare[f"{key}:"] = known
        return known, rest

    def _closed(self, here: int, around: Open, awaited: int, end: int) -> Open:
        """Return what of the lists and mappings `around` goes on in a line of the depth `here`.

        A value was `awaited`, or the last one ended at `end`.
        """
        depth, begin, held, key = around
        if awaited >= 0 and depth >= 0:
            node: Node = self.empty(awaited)
            held[awaited if key is None else key.value] = node if key is None else (key, node)
            end = node.end
        while depth > here:
            node = self.collection(depth, begin, end, held)
            place: object = begin
            depth, begin, held, key = self.stack.pop()
            held[place if key is None else key.value] = node if key is None else (key, node)
        if depth != here:
            raise NotPlain
        return depth, begin, held, key

    def _in_brackets(self, rest: str, start: int) -> Sequence:
        items: list[Node] = []
        end = 1
        while not items or rest[end - 1] == ",":
            match = _ENTRY.match(rest, end)
            if match is None:
                raise NotPlain
            end = match.end()
            quote, quoted, word, name = match.groups()
            if name:
                items.append(self.alias(name, start + match.start(4) - 1))
                continue
            first, last = (match.start(1), match.end(2) + 1) if quote else match.span(3)
            value = intern(quoted if quote else word)
            items.append(_new(Scalar, (start + first, start + last, None, value, quote or "")))
        nothing_behind(rest, end)
        return Sequence(start, start + end, None, tuple(items))


def nothing_behind(rest: str, end: int) -> None:
    """Raise NotPlain where more than a comment stands behind `end`."""
    behind = rest[end:].lstrip(" ")
    if behind and (behind[0] != "#" or rest[end] != " "):
        raise NotPlain


def _quoted(rest: str, start: int) -> Scalar:
    quote = rest[0]
    end = rest.find(quote, 1) + 1
    if quote not in {'"', "'"} or not end or "\\" in rest:
        raise NotPlain
    if end < len(rest):
        nothing_behind(rest, end)
    return _new(Scalar, (start, start + end, None, intern(rest[1 : end - 1]), quote))
