"""Rows of the table that `make bench` prints, and fair ways to fill them."""

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """One measure of portlens beside a rival's, both in `unit`, taken in the same run.

    `goal` is the highest ratio ours / rival that will do. Where the goal is a plain limit
    (16 KB, 1 ms), the limit is the rival and the goal 1.
    """

    measure: str
    ours: float
    rival: float
    rival_name: str
    goal: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the rival's figure ours is."""
        return self.ours / self.rival if self.rival else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal


class Missing(NamedTuple):
    """A measure that could not be taken here, and what it would need."""

    measure: str
    needs: str


def side_by_side(
    ours: Callable[[], object], rival: Callable[[], object], rounds: int = 15
) -> tuple[float, float]:
    """Return the median milliseconds of both, run in turns since a machine's clock drifts."""
    taken: tuple[list[float], list[float]] = ([], [])
    ours()
    rival()
    for _ in range(rounds):
        for call, times in zip((ours, rival), taken, strict=True):
            gc.collect()
            start = time.perf_counter()
            call()
            times.append((time.perf_counter() - start) * 1000)
    return median(taken[0]), median(taken[1])


def process(command: Sequence[str], cwd: str | None = None) -> Callable[[], object]:
    """Return a call that runs `command` to its end, its output thrown away.

    Compiled files are allowed whatever the environment says: without them every start pays
    for compiling, which no installed program does.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _SLOWING}

    def run() -> object:
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )

    return run


_SLOWING = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
