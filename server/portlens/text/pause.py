"""Places in long work where whoever drives it may let others pass, in the middle of any function.

Whoever loops over something that grows with a text pauses between two things; what is half made
must then be seen by nobody else. It decides nothing: `lsp/turns` does, and elsewhere a pause is
over at once.
"""

from collections.abc import Callable, Iterable, Iterator

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


class driven:  # noqa: N801 - for `with`, without contextlib, a hundredth of a small check
    """Have `hold` called at each pause; with None no pause is one."""

    def __init__(self, hold: Callable[[], None] | None) -> None:
        self._other = hold

    def __enter__(self) -> None:
        _Driver.hold, self._other = self._other, _Driver.hold

    def __exit__(self, *_raised: object) -> None:
        _Driver.hold = self._other
