"""How often something has changed since a connection began, and who waits for the next time."""

import asyncio


class Changes:
    """A count of changes: of texts, settings, folders, files. Equal counts mean nothing changed."""

    def __init__(self) -> None:
        self.count = 0
        self._next: asyncio.Event | None = None

    def note(self) -> None:
        """Count one more, and wake who waits for it."""
        self.count += 1
        if self._next is not None:
            self._next.set()
            self._next = None

    async def beyond(self, count: int, at_most: float) -> bool:
        """Wait until there are more than `count`; False once `at_most` seconds are over."""
        if at_most > 0 and self.count != count:
            return True
        if self._next is None:
            self._next = asyncio.Event()
        try:
            await asyncio.wait_for(self._next.wait(), at_most)
        except asyncio.TimeoutError:
            return False
        return True
