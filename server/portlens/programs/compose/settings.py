"""All settings of a service of a project, those as well that say nothing of its ports."""

from collections.abc import Iterator
from typing import NamedTuple

from portlens.formats.compose.interpolation import UNKNOWN, expand
from portlens.formats.compose.nodes import Mapping, Node, Scalar, Sequence, entries, resolved
from portlens.programs.compose.service import Body, Definition
from portlens.programs.compose.whole import services_by_place


class Item(NamedTuple):
    """One item of a list, or one key of a mapping with its value; variables are replaced."""

    text: str
    value: Node | None
    definition: Definition


class Settings:
    """What a service's definitions say together, a later one over an earlier one.

    `is_whole` tells that all of them could be read, `has_unknown` that a variable had no value.
    """

    def __init__(self, body: Body) -> None:
        self.is_whole = bool(body.definitions)
        self.has_unknown = False
        self._values: dict[str, list[tuple[Node, Definition]]] = {}
        for definition in body.definitions:
            node = services_by_place(definition.document.text).get(definition.key.start)
            if node is None:
                self.is_whole = False
            for key, value in entries(node):
                tag = getattr(resolved(value), "tag", None)
                if tag in {"!reset", "!override"}:
                    self._values.pop(key.value, None)
                if tag != "!reset":
                    self._values.setdefault(key.value, []).append((value, definition))

    def has(self, key: str) -> bool:
        """Tell whether the service says anything of `key`."""
        return key in self._values

    def text(self, key: str) -> str:
        """Return the value of a key that has one; a list as its words."""
        for value, definition in reversed(self._values.get(key, ())):
            node = resolved(value)
            if isinstance(node, Scalar):
                return self.expanded(node.value, definition)
            if isinstance(node, Sequence):
                words = (item for item in map(resolved, node.items) if isinstance(item, Scalar))
                return " ".join(self.expanded(word.value, definition) for word in words)
        return ""

    def value(self, key: str) -> tuple[Node, Definition] | None:
        """Return the last value of a key as it is written."""
        return self._values.get(key, [None])[-1]

    def items(self, key: str) -> Iterator[Item]:
        """Yield the items of a list, or the keys of a mapping, of all definitions."""
        for value, definition in self._values.get(key, ()):
            node = resolved(value)
            if isinstance(node, Mapping):
                for name, inner in entries(node):
                    yield Item(self.expanded(name.value, definition), inner, definition)
            elif isinstance(node, Sequence):
                for item in map(resolved, node.items):
                    if isinstance(item, Scalar):
                        yield Item(self.expanded(item.value, definition), None, definition)

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield the names and values of what is a mapping, or a list of `name=value`."""
        for item in self.items(key):
            if item.value is None:
                name, _, text = item.text.partition("=")
                if not _:
                    name, _, text = item.text.partition(":")
                yield name, text
            else:
                node = resolved(item.value)
                text = node.value if isinstance(node, Scalar) else ""
                yield item.text, self.expanded(text, item.definition)

    def expanded(self, text: str, definition: Definition) -> str:
        """Return `text` with the variables of its project replaced."""
        found = expand(text, definition.variables).text
        self.has_unknown = self.has_unknown or UNKNOWN in found
        return found
