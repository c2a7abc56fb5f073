"""The services of a Compose file, as far as their ports are concerned."""

from collections.abc import Iterator

from portlens.formats._yaml.nodes import (
    Node,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class ComposeFile(NamedTuple):
    """The `tree` of a Compose file: its YAML documents, which Compose merges in their order.

    `is_damaged` where the text is no YAML and was read piece by piece. `depth` is the column of the
    services' names where each of them may be read again by itself, else 0.
    """

    text: str
    documents: tuple[Node, ...]
    is_damaged: bool = False
    depth: int = 0


class Service(NamedTuple):
    """One service as written in one place; `node` is its body."""

    name: str
    key: Span
    node: Node

    @property
    def image(self) -> str:
        """The image, as written."""
        return text_of(value_of(self.node, "image"))

    @property
    def commands(self) -> Iterator[Node]:
        """Its entrypoint and its command."""
        for key in ("entrypoint", "command"):
            node = resolved(value_of(self.node, key))
            if node is not None:
                yield node


def services(document: Node) -> Iterator[Service]:
    """Yield the services of a YAML document.

    Before 2016 services stood at the top level, without a `services` above them; such files
    are still about, though Compose 2 takes them no longer.
    """
    top = entries(document)
    for key, value in top:
        if key.value == "services":
            for name, body in entries(value):
                yield Service(name.value, name.span, body)
    if any(key.value in _TOP_LEVEL for key, _ in top):
        return
    for key, value in top:
        if any(inner.value in {"image", "build"} for inner, _ in entries(value)):
            yield Service(key.value, key.span, value)


_TOP_LEVEL = frozenset({"services", "include", "networks", "volumes", "configs", "secrets"})


def words_of(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list, or the one that is written in its place."""
    node = resolved(node)
    return tuple(map(text_of, items_of(node))) or tuple(filter(None, (text_of(node),)))


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; none of anything else."""
    node = resolved(node)
    return node.items if isinstance(node, Sequence) else ()
