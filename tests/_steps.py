"""Counting what a piece of code does, since clocks of shared machines say little."""

import sys
from collections.abc import Callable
from types import FrameType


def steps(action: Callable[[], object]) -> int:
    """Return how many lines of portlens `action` runs through."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        if event == "line":
            count += 1
            return trace
        return trace if "portlens" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count
