"""A set of port numbers, kept as ranges: how wide they are costs nothing."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from portlens.model.port_use import HIGHEST_PORT


class PortSet:
    """The ports that lie in any of some ranges, each given by its first and its last port."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(ranges):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def __contains__(self, port: int) -> bool:
        """Tell whether the port is in the set."""
        return self._from(port) != port

    def next_outside(self, port: int) -> int | None:
        """Return the lowest port from `port` on that is not in the set; None: there is none."""
        found = self._from(port)
        return found if found <= HIGHEST_PORT else None

    def outside(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield those parts of a range that are not in the set."""
        start = first
        for index in range(bisect_left(self._lasts, first), len(self._lasts)):
            if self._firsts[index] > last:
                break
            if self._firsts[index] > start:
                yield start, self._firsts[index] - 1
            start = self._lasts[index] + 1
        if start <= last:
            yield start, last

    def joined_with(self, ranges: Iterable[tuple[int, int]]) -> "PortSet":
        """Return the part of the union around `ranges`: what of the set touches none is left out.

        It costs no more than `ranges` are many. A port is in the union if it is in the part or
        in the set.
        """
        return PortSet(map(self._widened, ranges))

    def _widened(self, ports: tuple[int, int]) -> tuple[int, int]:
        first, last = ports
        before, behind = bisect_right(self._firsts, first) - 1, bisect_right(self._firsts, last + 1)
        if before >= 0 and self._lasts[before] >= first - 1:
            first = min(first, self._firsts[before])
        return first, max(last, self._lasts[behind - 1]) if behind else last

    def _from(self, port: int) -> int:
        index = bisect_right(self._firsts, port) - 1
        return self._lasts[index] + 1 if index >= 0 and self._lasts[index] >= port else port
