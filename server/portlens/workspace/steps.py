"""Work in steps, for those who have other things to do between them: an editor's questions.

A function of steps is a generator that yields after each piece of work, and whose value is what
it returns. It decides nothing: who drives it does (`finish` here, `lsp/turns` for an editor).
"""

from collections.abc import Callable, Generator

from portlens.text.pause import pause
from portlens.text.typed import TYPE_CHECKING, TypeVar

Result = TypeVar("Result")

if TYPE_CHECKING:
    Steps = Generator[None, None, Result]
else:  # `Steps[Analysis]` has to be something while portlens runs
    Steps = Generator


def once(work: Callable[[], Result | Steps[Result]]) -> Steps[Result]:
    """Do `work` as one step, whose pauses are all that it is held up at; or what steps it gives."""
    yield
    answer = work()
    return (yield from answer) if isinstance(answer, Generator) else answer


def finish(steps: Steps[Result]) -> Result:
    """Do all steps at once and return what they come to."""
    try:
        while True:
            next(steps)
            pause()
    except StopIteration as end:
        result: Result = end.value
        return result
