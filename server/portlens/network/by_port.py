"""What has ports, found by one of these."""

from collections.abc import Hashable, Iterator

from portlens.text.typed import Generic, TypeVar

Value = TypeVar("Value")

# A range up to this wide stands under each of its ports, a wider one in a row of its own: what
# nearly every look-up finds at once shall not cost 65,535 entries for one line.
_WIDEST = 64


class ByPort(Generic[Value]):
    """A table of values by some key and each port of a range, in the order they were added.

    Nearly every port has one value, whose number then stands there without a list of its own.
    """

    __slots__ = ("_narrow", "_values", "_wide")

    def __init__(self) -> None:
        self._values: list[Value] = []
        # By their numbers in the list, which tell the order.
        self._narrow: dict[tuple[Hashable, int], int | list[int]] = {}
        self._wide: dict[Hashable, list[tuple[int, int, int]]] = {}

    def add(self, key: Hashable, first: int, last: int, value: Value) -> None:
        """Let `value` be found under `key` at the ports from `first` to `last`."""
        number = len(self._values)
        self._values.append(value)
        if last - first < _WIDEST:
            for port in range(first, last + 1):
                self._stand(number, (key, port))
        else:
            self._wide.setdefault(key, []).append((number, first, last))

    def at(self, key: Hashable, port: int) -> list[Value]:
        """Return the values under `key` that have `port`."""
        return list(self.each_at(key, port))

    def each_at(self, key: Hashable, port: int) -> Iterator[Value]:
        """Yield the same, for who may want the first of thousands only."""
        found = self._narrow.get((key, port), ())
        numbers = (found,) if isinstance(found, int) else found
        wide = self._wide.get(key)
        if wide:
            around = (number for number, low, high in wide if low <= port <= high)
            numbers = sorted((*numbers, *around))
        for number in numbers:
            yield self._values[number]

    def _stand(self, number: int, place: tuple[Hashable, int]) -> None:
        before = self._narrow.setdefault(place, number)
        if isinstance(before, list):
            before.append(number)
        elif before != number:
            self._narrow[place] = [before, number]
