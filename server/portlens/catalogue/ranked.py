"""All names of the catalogue in one text, those first that people are likely to mean."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate


class Ranked:
    """The keys in the order in which they are shown; each is told by its index in `keys`.

    What people mean most comes first (`fame`: a digit for each key), then the shorter key, then
    what stands first in `keys`, which is sorted.
    """

    def __init__(self, keys: Sequence[str], fame: str) -> None:
        alike: dict[tuple[str, int], list[int]] = {}
        for index, kind in enumerate(zip(fame, map(len, keys), strict=True)):
            if kind in alike:
                alike[kind].append(index)
            else:
                alike[kind] = [index]
        kinds = sorted(alike, key=lambda kind: (-ord(kind[0]), kind[1]))
        self._order = array("I", [index for kind in kinds for index in alike[kind]])
        self._ranks = array("I", self._order)
        for rank, index in enumerate(self._order):
            self._ranks[index] = rank
        ordered = [keys[index] for index in self._order]
        self._text = "".join([f"{key}\n" for key in ordered])
        self._starts = array("I", accumulate([len(key) + 1 for key in ordered], initial=0))

    def sorted(self, indexes: Iterable[int]) -> list[int]:
        """Return the keys in their order."""
        return sorted(indexes, key=self._ranks.__getitem__)

    def holding(self, text: str) -> Iterator[int]:
        """Yield the keys that hold `text`, which is not empty, in their order.

        In one text of all: to ask each of thousands takes most of a search. Who wants fifty looks
        no further than these.
        """
        if "\n" in text:
            return
        find, starts, order = self._text.find, self._starts, self._order
        at = find(text)
        while at >= 0:
            following = bisect_right(starts, at)
            yield order[following - 1]
            at = find(text, starts[following])
