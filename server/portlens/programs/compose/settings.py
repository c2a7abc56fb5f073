"""All settings of a service of a project, those as well that say nothing of its ports."""

from collections.abc import Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN, expand, may_change
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, entries, resolved
from portlens.programs.compose.service import Body, Definition
from portlens.programs.compose.whole import node_of, telling
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import strip_blanks
from portlens.workspace.document import Document


class Item(NamedTuple):
    """One item of a list, or one key of a mapping with its value; variables are replaced."""

    text: str
    value: Node | None
    definition: Definition


class Settings:
    """What a service's definitions say together, a later one over an earlier one.

    `is_whole` tells that all of them could be read.
    """

    def __init__(self, body: Body, documents: Mapping[str, Document]) -> None:
        """Take what `documents`, those of the project by path, say of the service."""
        self.is_whole = bool(body.definitions) and not body.is_cut
        self._values: dict[str, list[tuple[Node, Definition]]] = {}
        for definition in telling(body.definitions, documents):
            pause()
            node = node_of(definition, documents)
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

    def is_known(self, *keys: str) -> bool:
        """Tell whether no part of the values of `keys` is a variable without a value."""
        for key in keys:
            for value, definition in self._values.get(key, ()):
                if any(UNKNOWN in self.expanded(word, definition) for word in _words(value)):
                    return False
        return True

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

    @property
    def command(self) -> str:
        """The entrypoint and the command in one line; empty where the image's own count."""
        return strip_blanks(f"{self.text('entrypoint')} {self.text('command')}")

    def value(self, key: str) -> tuple[Node, Definition] | None:
        """Return the last value of a key as it is written."""
        return self._values.get(key, [None])[-1]

    def items(self, key: str) -> Iterator[Item]:
        """Yield the items of a list, or the keys of a mapping, of all definitions."""
        for value, definition in self._values.get(key, ()):
            node = resolved(value)
            if isinstance(node, MappingNode):
                for name, inner in entries(node):
                    yield Item(self.expanded(name.value, definition), inner, definition)
            elif isinstance(node, Sequence):
                for item in map(resolved, node.items):
                    text = item.value if isinstance(item, Scalar) else ""
                    yield Item(self.expanded(text, definition), item, definition)

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield the names and values of what is a mapping, or a list of `name=value`."""
        for item in self.items(key):
            node = resolved(item.value)
            text = self.expanded(node.value, item.definition) if isinstance(node, Scalar) else ""
            if text != item.text:
                yield item.text, text
                continue
            name, sign, text = item.text.partition("=")
            if not sign:
                name, _, text = item.text.partition(":")
            yield name, text

    def expanded(self, text: str, definition: Definition) -> str:
        """Return `text` with the variables of its project replaced."""
        return expand(text, definition.variables).text if may_change(text) else text


def _words(value: Node) -> Iterator[str]:
    """Yield every text in a value, keys and all."""
    waiting = [value]
    seen: set[int] = set()
    while waiting:
        node = resolved(waiting.pop())
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield node.value
        elif isinstance(node, Sequence):
            waiting += node.items
        else:
            waiting += [part for pair in entries(node) for part in pair]
