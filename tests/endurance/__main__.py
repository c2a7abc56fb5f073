"""`make endurance`: a server that lives for long says what a new one says, and does not grow.

    python -m tests.endurance [--days N] [--edits N] [--seed N]

In each of `--days` days a server is compared with a new one twenty times; what differs is
printed with the day's number, and the exit status is 1. Then `--edits` keystrokes fall upon some
fifty open documents of one server: of its memory and of the time that an answer takes, the last
third must be like the second. Times are of the processor, whatever else the machine does. The first
day has the number `--seed`, the next one the next; the number also chooses one of three encodings.
"""

import argparse
import asyncio
import gc
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.endurance._day import Day
from tests.lsp import _wire

FIRST = 1_000  # the numbers below are those of the test suite
SPELLS = 20  # of a day, each of so many deeds
DEEDS = 100
PROJECTS = 20
TOLD = 10_000  # edits, after which the state is printed
PATIENCE = 3600  # seconds between two messages: a run of hours is made with what others leave
MOST_GROWN = 1.05
MOST_SLOWED = 1.5  # of the 99th percentile; neighbours empty a processor's caches


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=FIRST)
    chosen = parser.parse_args()
    _wire.PATIENCE = PATIENCE
    days = range(chosen.seed, chosen.seed + chosen.days)
    wrong = sum(asyncio.run(_day(number)) for number in days)
    _say(f"{chosen.days} days from {chosen.seed} on, {wrong} differences")
    if chosen.edits:
        wrong += asyncio.run(_edits(chosen.edits, chosen.seed))
    return 1 if wrong else 0


async def _day(number: int) -> int:
    """Live one day; return how many answers were not those of a new server."""
    with TemporaryDirectory() as folder:
        day = Day(Path(folder), number)
        await day.begin()
        for spell in range(SPELLS):
            await day.live(DEEDS)
            found = await day.differences()
            if found:
                _say(f"day {number}, spell {spell}:", *found)
                return len(found)
    return 0


async def _edits(count: int, seed: int) -> int:
    """Type for long; return how many of memory and time have grown."""
    with TemporaryDirectory() as folder:
        day = Day(Path(folder), seed, PROJECTS)
        await day.begin()
        memory: list[int] = []
        spent: list[list[float]] = [[], [], []]
        told = 0
        while day.edits < count:
            third = spent[3 * day.edits // count]
            await day.live(10)
            start = time.process_time()
            await day.ask()
            third.append(time.process_time() - start)
            if len(third) % 10 == 0:
                day.wire.written.clear()
                gc.collect()
                memory.append(_resident())
            if day.edits // TOLD > told:
                told = day.edits // TOLD
                _say(f"{day.edits} edits, {len(day.open)} open: {memory[-1] / 2**20:.0f} MiB")
    parts = [memory[len(memory) * third // 3 : len(memory) * (third + 1) // 3] for third in (1, 2)]
    grown = max(parts[1]) / max(parts[0])
    slow = [sorted(each)[int(len(each) * 0.99)] * 1000 for each in spent]
    _say(
        f"{day.edits} edits: {max(memory) / 2**20:.0f} MiB, the last third / second {grown:.3f}",
        f"99th percentile of an answer by thirds: {', '.join(f'{each:.1f} ms' for each in slow)}",
    )
    return (grown > MOST_GROWN) + (slow[2] > MOST_SLOWED * slow[1])


def _resident() -> int:
    """Return how many bytes of this process are in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
