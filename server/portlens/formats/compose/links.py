"""Other files that a Compose file names."""

from collections.abc import Iterator, Mapping

from portlens.formats._format import Link
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, resolved, value_of
from portlens.formats.compose.services import items_of


def included(document: Node) -> Iterator[Link]:
    """Yield what `include` names, each path as written."""
    for item in items_of(value_of(document, "include")):
        yield from _paths("include", item, "path")


def links_of(values: Mapping[str, Node]) -> Iterator[Link]:
    """Yield what `extends` and `env_file` of a service with these `values` name."""
    extends = resolved(values.get("extends"))
    if isinstance(extends, MappingNode):
        yield from _paths("extends", extends, "file")
    yield from _paths("env_file", values.get("env_file"), "path")


def _paths(kind: str, node: Node | None, key: str, *, is_item: bool = False) -> Iterator[Link]:
    """Yield the paths of a text, a mapping with `key`, or a list of those.

    No list stands in a list: aliases could make 2^n paths of n lines.
    """
    node = resolved(node)
    if isinstance(node, MappingNode):
        node = resolved(value_of(node, key))
    if isinstance(node, Sequence) and not is_item:
        for item in node.items:
            yield from _paths(kind, item, "path", is_item=True)
    elif isinstance(node, Scalar) and node.value:
        yield Link(kind, node.span, node.value)
