"""A piece of work with a stack of its own, which can be held up in the middle of a function.

Python's generators can be held up in themselves alone. A thread lends its stack; it never runs
beside the loop: either works while the other waits, so that nothing changes under anybody's hands
but at a pause.
"""

import asyncio
import sys
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable

from portlens.text.pause import driven, pause
from portlens.text.typed import Generic
from portlens.workspace.steps import Result, Steps


class Abandoned(BaseException):
    """Ends work at the pause where it is held. No guard catches it, since it is no Exception."""


class Stack(Generic[Result]):
    """Steps under way. `is_over` is asked at each pause and after each step."""

    def __init__(self, steps: Steps[Result], is_over: Callable[[], bool]) -> None:
        self._steps = steps
        self._is_over = is_over
        self._mine, self._theirs = allocate_lock(), allocate_lock()  # held by who has to wait
        self._mine.acquire()
        self._theirs.acquire()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_begun = self._is_done = self._is_unwanted = False
        self._error: BaseException | None = None
        self._result: Result

    def go_on(self) -> bool:
        """Work on until the turn is over; tell whether all is done."""
        if not self._is_begun:
            self._loop = asyncio.get_running_loop()
        self._switch()
        return self._is_done

    def result(self) -> Result:
        """Return what the steps came to, or raise what they did."""
        if self._error is not None:
            raise self._error
        return self._result

    def abandon(self) -> None:
        """End what is under way, so that it leaves nothing behind."""
        self._is_unwanted = True
        if self._is_begun and not self._is_done:
            self._switch()

    def _switch(self) -> None:
        """Let the other thread work, and wait until it is its turn no more."""
        with driven(self._hold):
            if self._is_begun:
                self._mine.release()
            else:
                start_new_thread(self._run, ())  # which the system may refuse
                self._is_begun = True
            self._theirs.acquire()

    def _hold(self) -> None:
        if self._is_unwanted:
            return  # what is ended cleans up after itself, and is not held up at that
        if self._is_over():
            self._theirs.release()
            self._mine.acquire()
            if self._is_unwanted:
                raise Abandoned

    def _run(self) -> None:
        # What tells the client something asks for the loop, which waits meanwhile.
        asyncio._set_running_loop(self._loop)  # noqa: SLF001 - made for those who run loops
        try:
            while True:
                next(self._steps)
                pause()
        except StopIteration as end:
            self._result = end.value
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            self._error = error
        self._is_done = True
        self._theirs.release()


class Plain(Stack[Result]):
    """The same where there are no threads: held up between steps alone."""

    def go_on(self) -> bool:
        """Work on until the turn is over; tell whether all is done."""
        try:
            while True:
                next(self._steps)
                if self._is_over():
                    return False
        except StopIteration as end:
            self._result = end.value
        return True

    def abandon(self) -> None:
        """End what is under way."""
        self._steps.close()


def stack_of(steps: Steps[Result], is_over: Callable[[], bool]) -> Stack[Result]:
    """Return what does `steps` in turns, on this machine."""
    kind = Plain if sys.platform == "emscripten" else Stack
    return kind(steps, is_over)
