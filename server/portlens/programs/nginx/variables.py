"""The variables that a configuration itself defines."""

from collections.abc import Iterator, Sequence

from portlens.formats.nginx.syntax import Directive, Tree
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.servers import Configuration

# Where in each statement the variable's name stands.
_PLACES = {"set": 0, "map": 1, "geo": -1, "split_clients": 1}


def defines(found: Configuration, name: str) -> bool:
    """Tell whether a file of the configuration gives a value to `$name`."""
    return any(f"${name}" in _defined(tree_of(document)) for document in found.documents.values())


def _defined(tree: Tree) -> set[str]:
    return set(_names(tree, tree.directives))


def _names(tree: Tree, statements: Sequence[Directive]) -> Iterator[str]:
    open_blocks = [iter(statements)]
    while open_blocks:
        for directive in open_blocks[-1]:
            place = _PLACES.get(directive.name)
            words = tree.arguments(directive) if place is not None else ()
            if place is not None and len(words) > max(place, 0):
                yield words[place].text
            if directive.block is not None:
                open_blocks.append(iter(directive.block))
                break
        else:
            open_blocks.pop()
