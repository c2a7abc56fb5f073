"""A sign of life on a terminal, when a walk takes longer than a second."""

import time

from portlens.text.typed import TextIO

PATIENCE = 1.0  # seconds before the first sign
INTERVAL = 0.1
WIDTH = 30


class Progress:
    """One line on standard error, rewritten in place; nothing at all where nobody looks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = stream.isatty()
        self._next = time.monotonic() + PATIENCE
        self._is_drawn = False

    def found(self, count: int) -> None:
        """Tell how many files were found so far, while nobody knows how many there are."""
        self._draw(f"{count} …")

    def read(self, done: int, total: int) -> None:
        """Tell how many of the files found are done."""
        filled = WIDTH * done // max(total, 1)
        self._draw(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}")

    def clear(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._is_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._is_drawn = False

    def _draw(self, text: str) -> None:
        if not self._is_shown:
            return
        now = time.monotonic()
        if now >= self._next:
            self._next = now + INTERVAL
            self._is_drawn = True
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()
