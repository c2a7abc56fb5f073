"""Texts of lines that differ in a number."""

from collections.abc import Callable


def lines(line: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Return what writes `line` n times, its `{i}` and `{low}` counted."""
    return lambda n: head + "".join(line.format(i=i, low=1024 + i) + "\n" for i in range(n)) + tail
