"""What is made of a file's text alone, or of parts of it, kept for the last text of each file.

An editor makes a text at each keystroke, and nobody asks for the one before: to keep some of those,
as a cache by text would, is to keep as many trees of one long file.
"""

from collections.abc import Callable, Iterator, Sequence

from portlens.formats._format import PartedUses
from portlens.model.port_use import PortUse
from portlens.text.pause import pausing
from portlens.text.typed import Generic, TypeVar, cast
from portlens.workspace.document import Document

MOST_TYPED_IN = 16  # files at a time; of others nothing has to be there at once

Part = TypeVar("Part")
Value = TypeVar("Value")
Given = TypeVar("Given")


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
    was made of it. Where parts are made anew, `same` returns what stays of each.
    """

    def __init__(self, same: Callable[[Part], object] = lambda part: part) -> None:
        self._same = same
        self._kept: dict[str, tuple[object, dict[int, tuple[object, Value]]]] = {}  # by path

    def of(
        self, path: str, make: Callable[[Part], Value], given: object = None
    ) -> Callable[[Part], Value]:
        """Return `make` for all the parts of the file at `path`, once.

        It looks at nothing but its part, and at what is `given` to all of them: what was made with
        another object is made anew.
        """
        kept = self._kept.pop(path, None)
        before = kept[1] if kept is not None and kept[0] is given else {}
        after: dict[int, tuple[object, Value]] = {}  # by the identity of what stays
        same = self._same
        self._kept[path] = given, after
        if len(self._kept) > MOST_TYPED_IN:
            del self._kept[next(iter(self._kept))]

        def value(part: Part) -> Value:
            stays = same(part)
            known = before.get(id(stays))
            if known is None or known[0] is not stays:
                known = stays, make(part)
            after[id(stays)] = known
            return known[1]

        return value


class OfParts(Generic[Given, Value]):
    """What is made of the port uses of each part of a document, but for their places.

    Where somebody types it is made anew for the part that has changed (`PartedUses`); of any other
    document it is made of all uses at once. `make` looks at nothing but the uses, without their
    places, and at what is `given`.
    """

    def __init__(self, make: Callable[[Sequence[PortUse], Given], Value]) -> None:
        self._make = make

    def of(self, document: Document, given: Given) -> Iterator[tuple[Sequence[PortUse], Value]]:
        """Yield the parts with what is made of them; what another object was given is made anew."""
        uses = document.uses
        if not isinstance(uses, PartedUses):
            yield uses, self._make(uses, given)
            return
        for each, stays in pausing(uses.parts):
            kept = stays.get(self)
            if kept is None or kept[0] is not given:
                kept = stays[self] = given, self._make(each, given)
            yield each, cast("Value", kept[1])


class Picked(Generic[Given, Value]):
    """The port uses of a document of which there is something to tell, in their order.

    `tells` may ask nothing of a use's places: of what has only moved it is not asked again.
    """

    def __init__(self, tells: Callable[[PortUse, Given], Value | None]) -> None:
        def told(uses: Sequence[PortUse], given: Given) -> list[tuple[int, Value]]:
            each = ((number, tells(use, given)) for number, use in enumerate(pausing(uses)))
            return [(number, value) for number, value in each if value]

        self._told = OfParts(told)

    def of(self, document: Document, given: Given) -> list[tuple[PortUse, Value]]:
        """Return these uses with what is told of them, if that is not nothing."""
        each = self._told.of(document, given)
        found = [(uses[number], value) for uses, told in each for number, value in told]
        found.sort(key=lambda pair: pair[0].span)
        return found
