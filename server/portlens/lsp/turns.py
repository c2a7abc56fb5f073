"""Long work in turns: other messages are handled between its steps. Nobody else decides when."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Hashable
from functools import partial
from weakref import WeakValueDictionary

from pygls.exceptions import JsonRpcException

from portlens.lsp.stack import stack_of
from portlens.workspace.steps import Result, Steps, once

# How long a turn may last, in seconds. A single step is never interrupted.
TURN = 0.008

# After how much of a turn, in seconds, a message that has come ends it, and how long until the
# next look for one: whoever sends without end still leaves the work about half of the time.
GLANCE = 0.001

# How long nothing may change before work that was overtaken begins anew, in seconds: longer than
# from one keystroke to the next, or it would be overtaken by each of them and hold up the rest.
REST = 0.2

# From so many characters on, what is asked of a text is made in turns beforehand. A shorter one is
# read and put together within the time that a hover may wait.
LONG = 16_000

CONTENT_MODIFIED = -32801


class OutOfDate(JsonRpcException):
    """Something has changed meanwhile: the work would come to what was true before.

    As an answer it is the protocol's ContentModified, of which clients tell nobody.
    """

    def __init__(self) -> None:
        super().__init__("Content modified", CONTENT_MODIFIED)


class Turns:
    """The turns of one connection; `state` is equal as long as nothing changes.

    `is_spoken_to` tells whether the client has said something that nobody has taken in yet.

    One piece of work has its turn at a time, and what the client has said by then goes before the
    next: a hover waits for one turn, however much is under way. What is asked of a single text
    goes before what is `patient`: the work on all files, which nobody looks at while he types.
    """

    def __init__(
        self, state: Callable[[], object], is_spoken_to: Callable[[], bool] = lambda: False
    ) -> None:
        self._state = state
        self._is_spoken_to = is_spoken_to
        self._began = 0.0
        self._glance = 0.0  # when to look for messages
        self._under_way: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._patient: deque[asyncio.Future[None]] = deque()
        self._is_giving = False

    async def finish(self, steps: Steps[Result], *, patient: bool = False) -> Result:
        """Return what `steps` come to; OutOfDate where something changes meanwhile."""
        return await self._drive(steps, self._state, patient=patient)

    async def through(self, steps: Steps[Result], *, patient: bool = False) -> Result:
        """Return what `steps` come to, whatever changes meanwhile: they look again themselves."""
        return await self._drive(steps, lambda: None, patient=patient)

    async def current(
        self, what: Hashable, begin: Callable[[], Steps[Result]], *, patient: bool = False
    ) -> Result:
        """Return the same, begun anew once things rest as often as something changes meanwhile.

        Of many who ask for the same `what` the first does the work, and the others find it done.
        Who waits for rest is in nobody's way.
        """
        while True:
            lock = self._under_way.setdefault(what, asyncio.Lock())
            is_under_way = lock.locked()
            async with lock:
                if is_under_way:  # or all who waited for it would go on in one round
                    await self._pass_on(patient=patient)
                try:
                    return await self.finish(begin(), patient=patient)
                except OutOfDate:
                    pass
            await self._rest()

    async def at_one_moment(self, work: Callable[[], Result]) -> Result:
        """Return what `work`, which is no steps but may pause, comes to if nothing changes."""
        return await self.current(object(), partial(once, work))

    async def _drive(
        self, steps: Steps[Result], state: Callable[[], object], *, patient: bool
    ) -> Result:
        stack = stack_of(steps, self._is_over)
        try:
            while not stack.go_on():
                # What the work itself has taken in of changes until now is none.
                before = state()
                await self._pass_on(patient=patient)
                if state() != before:
                    raise OutOfDate
            return stack.result()
        finally:
            stack.abandon()

    async def _rest(self) -> None:
        before = None
        while (now := self._state()) != before:
            before = now
            await asyncio.sleep(REST)

    def _is_over(self) -> bool:
        now = time.monotonic()
        if now - self._began >= TURN:
            return True
        if now < self._glance:
            return False
        self._glance = now + GLANCE
        return self._is_spoken_to()

    async def _pass_on(self, *, patient: bool) -> None:
        """Let other messages have their turn, and wait for the next one of one's own."""
        turn = asyncio.get_running_loop().create_future()
        (self._patient if patient else self._waiting).append(turn)
        if not self._is_giving:
            self._is_giving = True
            self._at_next_round(self._give)
        await turn
        self._began = time.monotonic()
        self._glance = self._began + GLANCE

    def _give(self) -> None:
        """Give one of those who wait the next round, after the messages that came in this one."""
        for waiting in (self._waiting, self._patient):
            while waiting:
                turn = waiting.popleft()
                if not turn.done():  # else its question was cancelled
                    turn.set_result(None)
                    # The round after belongs to messages alone.
                    self._at_next_round(partial(self._at_next_round, self._give))
                    return
        self._is_giving = False

    @staticmethod
    def _at_next_round(act: Callable[[], None]) -> None:
        """Do something when the event loop has looked for messages once more."""
        asyncio.get_running_loop().call_soon(act)
