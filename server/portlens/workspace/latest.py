"""What is made of a file's text alone, or of parts of it, kept for the last text of each file.

An editor makes a text at each keystroke, and nobody asks for the one before: to keep some of those,
as a cache by text would, is to keep as many trees of one long file.
"""

from collections.abc import Callable

from portlens.text.typed import Generic, TypeVar
from portlens.workspace.document import Document

MOST_TYPED_IN = 16  # files at a time; of others nothing has to be there at once

Part = TypeVar("Part")
Value = TypeVar("Value")


class Latest(Generic[Value]):
    """A function of documents that answers from what it has, for `most` files at a time.

    `make` may look at nothing but the text and what is read of it.
    """

    def __init__(self, make: Callable[[Document], Value], most: int) -> None:
        self._make = make
        self._most = most
        self._kept: dict[str, tuple[str, Value]] = {}  # by path

    def __call__(self, document: Document) -> Value:
        """Return what is made of the document."""
        kept = self._kept.get(document.path)
        if kept is not None and kept[0] == document.text:
            return kept[1]
        value = self._make(document)
        self._kept.pop(document.path, None)
        self._kept[document.path] = document.text, value
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return value


class LatestParts(Generic[Part, Value]):
    """What is made of the parts of a file, for the last texts of the files that are typed in.

    What an edit leaves alone stays the very same object (`formats/_yaml/again`), and so does what
    was made of it.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, dict[int, tuple[Part, Value]]]] = {}  # by path

    def of(
        self, path: str, make: Callable[[Part], Value], given: object = None
    ) -> Callable[[Part], Value]:
        """Return `make` for all the parts of the file at `path`, once.

        It looks at nothing but its part, and at what is `given` to all of them: what was made with
        another object is made anew.
        """
        kept = self._kept.pop(path, None)
        before = kept[1] if kept is not None and kept[0] is given else {}
        after: dict[int, tuple[Part, Value]] = {}  # by the identity of the part
        self._kept[path] = given, after
        if len(self._kept) > MOST_TYPED_IN:
            del self._kept[next(iter(self._kept))]

        def value(part: Part) -> Value:
            known = before.get(id(part))
            if known is None or known[0] is not part:
                known = part, make(part)
            after[id(part)] = known
            return known[1]

        return value
