"""Places in long work where whoever drives it may let others pass, in the middle of any function.

Whoever loops over something that grows with a text pauses between two things; what is half made
must then be seen by nobody else. It decides nothing: `lsp/turns` does, and elsewhere a pause is
over at once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from portlens.text.typed import TypeVar

Thing = TypeVar("Thing")


class _Driver:
    """What is called at each pause; None while nobody drives."""

    hold: Callable[[], None] | None = None


def pause() -> None:
    """Let others pass, if whoever drives this work wants to."""
    if _Driver.hold is not None:
        _Driver.hold()


def pausing(things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield `things`, with a pause before each."""
    for thing in things:
        if _Driver.hold is not None:  # without a call of `pause`: there are thousands
            _Driver.hold()
        yield thing


@contextmanager
def driven(hold: Callable[[], None] | None) -> Iterator[None]:
    """Have `hold` called at each pause; with None no pause is one."""
    before = _Driver.hold
    _Driver.hold = hold
    try:
        yield
    finally:
        _Driver.hold = before
