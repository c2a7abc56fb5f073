"""The variables that a configuration itself defines."""

from collections.abc import Iterator, Sequence

from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.word import Word
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.servers import Configuration
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.workspace.document import Document

# Where in each statement the variable's name stands.
_PLACES = {"set": 0, "map": 1, "geo": -1, "split_clients": 1}
# Lines of a table that give no value to what stands before it.
_SETTINGS = frozenset({"include", "delete", "proxy"})


class Value(NamedTuple):
    """A value that `document` gives to a variable, whose name has its `$`."""

    name: str
    word: Word
    document: Document


def defines(found: Configuration, name: str) -> bool:
    """Tell whether a file of the configuration gives a value to `$name`."""
    return any(
        f"${name}" == variable
        for document in found.documents.values()
        for variable, _ in _statements(tree_of(document))
    )


def values(found: Configuration) -> Iterator[Value]:
    """Yield every value that is written for a variable, in the order of the files."""
    for document in found.documents.values():
        tree = tree_of(document)
        for name, directive in _statements(tree):
            pause()
            if directive.name == "set":
                for word in tree.arguments(directive)[1:2]:
                    yield Value(name, word, document)
            for line in directive.block or ():
                words = tree.arguments(line) if line.name not in _SETTINGS else ()
                if len(words) == 1 and line.block is None:
                    yield Value(name, words[0], document)


def _statements(tree: Tree) -> Iterator[tuple[str, Directive]]:
    """Yield each statement that gives values to a variable, with the variable."""
    open_blocks: list[Iterator[Directive]] = [iter(tree.directives)]
    while open_blocks:
        for directive in open_blocks[-1]:
            pause()
            place = _PLACES.get(directive.name)
            words: Sequence[Word] = tree.arguments(directive) if place is not None else ()
            if place is not None and len(words) > max(place, 0):
                yield words[place].text, directive
            if directive.block is not None:
                open_blocks.append(iter(directive.block))
                break
        else:
            open_blocks.pop()
