"""Counting what a piece of code does, since clocks of shared machines say little."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from portlens.text.pause import driven, pause
from portlens.workspace.steps import Steps


def steps(action: Callable[[], object], of: str = "portlens") -> int:
    """Return how many lines `action` runs through in files with `of` in their paths."""
    return _traced(action, of)[0]


def longest_stretch(work: Callable[[], Steps[object]]) -> int:
    """Return how many lines run between two pauses at the most, or between two steps."""

    def action() -> None:
        with suppress(StopIteration):
            steps = work()
            while True:
                next(steps)
                pause()

    return _traced(action)[1]


def _traced(action: Callable[[], object], of: str = "portlens") -> tuple[int, int]:
    count = since = longest = 0

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        if event == "line":
            count += 1
            return trace
        return trace if of in frame.f_code.co_filename else None

    def hold() -> None:
        nonlocal since, longest
        longest = max(longest, count - since)
        since = count

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with driven(hold):
            action()
    finally:
        sys.settrace(before)
    return count, max(longest, count - since)
