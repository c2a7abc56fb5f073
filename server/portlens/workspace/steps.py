"""Work in steps, for those who have other things to do between them: an editor's questions.

A function of steps is a generator that yields after each piece of work, and whose value is what
it returns. It decides nothing: who drives it does (`finish` here, `lsp/turns` for an editor).
"""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")

Steps = Generator[None, None, Result]


def finish(steps: Steps[Result]) -> Result:
    """Do all steps at once and return what they come to."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        result: Result = end.value
        return result
