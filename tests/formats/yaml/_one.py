"""YAML nodes as what can be compared to the last one: which node an alias names, too."""

from collections.abc import Iterable

from portlens.formats._yaml.nodes import Alias, Mapping, Node, Sequence


def as_one(documents: Iterable[Node]) -> list[object]:
    """Return the nodes as written, aliases and merged keys by the number of what they stand for."""
    nodes: list[Node] = []
    left: list[Node] = [*documents][::-1]
    while left:
        node = left.pop()
        nodes.append(node)
        if isinstance(node, Mapping):
            left += [part for pair in reversed(node.pairs) for part in reversed(pair)]
        elif isinstance(node, Sequence):
            left += reversed(node.items)
    numbers = {id(node): number for number, node in enumerate(nodes)}
    return [_by_number(node, numbers) for node in nodes]


def _by_number(node: Node, numbers: dict[int, int]) -> object:
    if isinstance(node, Mapping):
        merged = [tuple(numbers.get(id(part), part) for part in pair) for pair in node.merged]
        return *node[:3], merged, node.is_cut
    if isinstance(node, Sequence):
        return node[:3]
    if isinstance(node, Alias):
        return *node[:4], numbers.get(id(node.target), node.target)
    return node
