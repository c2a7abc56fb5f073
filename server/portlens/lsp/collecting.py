"""Looking for garbage while nobody waits for an answer.

A full collection looks at every object that there is and cannot be interrupted: with thousands of
files read that takes longer than an editor may wait for a hover. Nearly everything is freed without
one, as soon as nobody holds it. The same goes for what a reading of a large file makes: it is put
aside (`formats/_collecting`) until all is looked at.
"""

import asyncio
import gc
from collections.abc import Coroutine

from portlens.formats._collecting import Aside
from portlens.text.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portlens.lsp.protocol import Protocol

PERIOD = 2.0  # seconds

# How many collections of what is new have to come before a full one, and after how many it is
# made whoever waits.
_LEAST, _MOST = 30, 600
_EACH = 7_000  # objects
_NEVER = 1 << 30


async def collecting_at_rest(protocol: "Protocol", serving: Coroutine[Any, Any, None]) -> None:
    """Do `serving`; look at everything when no message has come for a while, or it has to be."""
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], _NEVER)
    if gc.get_threshold()[2] != _NEVER:
        # Python 3.14 looks bit by bit, and by itself never at everything.
        gc.set_threshold(*before)
        await serving
        return
    collecting = asyncio.ensure_future(_collect(protocol))
    Aside.made = 0
    try:
        await serving
    finally:
        Aside.made = None
        collecting.cancel()
        gc.set_threshold(*before)


async def _collect(protocol: "Protocol") -> None:
    while True:
        before = protocol.received
        await asyncio.sleep(PERIOD)
        aside = Aside.made or 0
        passed = gc.get_count()[2] + aside // _EACH
        if passed >= (_LEAST if protocol.received == before else _MOST):
            if aside:
                Aside.made = 0
                gc.unfreeze()
            gc.collect()
