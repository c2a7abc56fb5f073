"""Which cases a generator gives: one round in every run, other rounds in `make oracle-long`."""

import os
from collections.abc import Callable
from random import Random

# pytest's fixture `record_property`: tells `make oracle-long` how much was judged.
Record = Callable[[str, int], None]

# Round 0 is what every run gives, the same cases each time.
ROUND = int(os.environ.get("PORTLENS_ROUND", "0"))


def numbers(count: int) -> range:
    """Return the numbers of this round's cases, for generators that make a case of a number."""
    return range(ROUND * count, (ROUND + 1) * count)


def chance(name: str) -> Random:
    """Return this round's source of chance, for generators that go on from case to case."""
    return Random(f"{name} {ROUND}" if ROUND else name)
