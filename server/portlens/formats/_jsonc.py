r"""JSON with comments and commas too many, in any state, as nodes that know their place.

The nodes are those of YAML, so that whoever reads them asks the same questions. YAML's own parser
would do for most texts, but refuses comments of this kind, `\ud83d` and tabs, and keeps nothing of
a text that somebody is typing in.
"""

import re

from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence
from portlens.text.pause import pause
from portlens.text.plain import to_number
from portlens.text.regex import regex

# Whatever stands between the signs is one word: `3000`, `true`, and what is no JSON.
_TOKEN = regex(
    r'"(?:[^"\\\r\n]|\\[^\r\n])*"?|//[^\r\n]*|/\*[\s\S]*?(?:\*/|\Z)|[{}\[\],:]|[^\s"{}\[\],:/]+|/'
)
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CLOSING = {"}": True, "]": False}
DEEPEST = 200  # more than any configuration; what is deeper is left out


class _Open:
    """A mapping or a list that is not closed yet."""

    def __init__(self, start: int, *, is_mapping: bool) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self.key: Scalar | None = None
        self.has_colon = False

    def add(self, node: Node) -> None:
        """Take in a value, or the key of one."""
        if not self.is_mapping:
            self.items.append(node)
        elif self.key is not None and self.has_colon:
            self.pairs.append((self.key, node))
            self.key = None
        elif isinstance(node, Scalar):
            self.end_entry()
            self.key = node
            self.has_colon = False

    def end_entry(self) -> None:
        """End what a comma or a bracket ends: a key may have no value yet."""
        if self.key is not None:
            end = self.key.end
            self.pairs.append((self.key, Scalar(end, end, None, "", "")))
            self.key = None

    def closed(self, end: int) -> Mapping | Sequence:
        """Return what was opened, as far as it goes."""
        self.end_entry()
        if self.is_mapping:
            return Mapping(self.start, end, None, tuple(self.pairs))
        return Sequence(self.start, end, None, tuple(self.items))


def read_jsonc(text: str) -> Node | None:
    """Return the first mapping or list of `text`; without one the last word, if there is any.

    A text is read once.
    """
    reading = _Reading()
    for match in _TOKEN.finditer(text):
        pause()
        word = match[0]
        if not word.startswith(_COMMENTS) and reading.take(word, *match.span()):
            return reading.found
    return reading.close(len(text), is_mapping=None) or reading.word


_COMMENTS = ("//", "/*")


class _Reading:
    """What is open while a text is read, the value `found` once that is closed; else a `word`."""

    def __init__(self) -> None:
        self.opened: list[_Open] = []
        self.open_of = {True: 0, False: 0}  # how many of them are mappings, and how many lists
        self.too_deep = 0
        self.found: Node | None = None
        self.word: Scalar | None = None

    def take(self, word: str, start: int, end: int) -> bool:
        """Take in the word at `start`; tell whether the text is read with it."""
        if word in "{[":
            self._open(start, is_mapping=word == "{")
        elif word in _CLOSING:
            self._close(end, is_mapping=_CLOSING[word])
        elif self.opened and not self.too_deep:
            last = self.opened[-1]
            if word == ",":
                last.end_entry()
            elif word == ":":
                last.has_colon = True
            else:
                last.add(_scalar(word, start, end))
        elif not self.opened and word not in ",:":
            self.word = _scalar(word, start, end)
        return self.found is not None

    def close(self, end: int, *, is_mapping: bool | None) -> Node | None:
        """Close the innermost that are open, up to one of this kind; all, if no kind is given."""
        while self.opened:
            last = self.opened.pop()
            self.open_of[last.is_mapping] -= 1
            node = last.closed(end)
            if not self.opened:
                return node
            self.opened[-1].add(node)
            if last.is_mapping == is_mapping:
                return None
        return None

    def _open(self, start: int, *, is_mapping: bool) -> None:
        if len(self.opened) == DEEPEST:
            self.too_deep += 1
        else:
            self.opened.append(_Open(start, is_mapping=is_mapping))
            self.open_of[is_mapping] += 1

    def _close(self, end: int, *, is_mapping: bool) -> None:
        # One that closes nothing is a slip; one that closes what is further out ends both.
        if self.too_deep:
            self.too_deep -= 1
        elif self.open_of[is_mapping]:
            self.found = self.close(end, is_mapping=is_mapping)


def _scalar(word: str, start: int, end: int) -> Scalar:
    if not word.startswith('"'):
        return Scalar(start, end, None, word, "")
    value = word[1:-1] if len(word) > 1 and word.endswith('"') else word[1:]
    return Scalar(start, end, None, _ESCAPE.sub(_character, value), '"')


def _character(match: re.Match[str]) -> str:
    escape = match[1]
    if len(escape) > 1:
        return chr(to_number(escape[1:], 16))
    return _ESCAPED.get(escape, escape)


def values(text: str) -> object:
    """Return what `text` says, without comments and places."""
    return [match[0] for match in _TOKEN.finditer(text) if not match[0].startswith(_COMMENTS)]
