"""What has ports, found by one of these."""

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")

# A range up to this wide stands under each of its ports, a wider one in a row of its own: what
# nearly every look-up finds at once shall not cost 65,535 entries for one line.
_WIDEST = 64


class ByPort(Generic[Value]):
    """A table of values by some key and each port of a range, in the order they were added."""

    __slots__ = ("_count", "_narrow", "_wide")

    def __init__(self) -> None:
        self._count = 0
        self._narrow: dict[tuple[Hashable, int], list[tuple[int, Value]]] = {}
        self._wide: dict[Hashable, list[tuple[int, Value, int, int]]] = {}

    def add(self, key: Hashable, first: int, last: int, value: Value) -> None:
        """Let `value` be found under `key` at the ports from `first` to `last`."""
        self._count += 1
        if last - first < _WIDEST:
            for port in range(first, last + 1):
                self._narrow.setdefault((key, port), []).append((self._count, value))
        else:
            self._wide.setdefault(key, []).append((self._count, value, first, last))

    def at(self, key: Hashable, port: int) -> list[Value]:
        """Return the values under `key` that have `port`."""
        return list(self.each_at(key, port))

    def each_at(self, key: Hashable, port: int) -> Iterator[Value]:
        """Yield the same, for who may want the first of thousands only."""
        found = self._narrow.get((key, port), [])
        wide = self._wide.get(key)
        if wide:
            around = [(order, value) for order, value, low, high in wide if low <= port <= high]
            found = sorted([*found, *around], key=lambda pair: pair[0])
        for _, value in found:
            yield value
