"""What is made of a file's text alone, kept for the last text of each file.

An editor makes a text at each keystroke, and nobody asks for the one before: to keep some of those,
as a cache by text would, is to keep as many trees of one long file.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from portlens.workspace.document import Document

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
