"""`make fuzz`: hostile texts for as long as one likes.

    python -m tests.fuzz [--texts N] [--worked N] [--format ID]

`--texts` are those that each reader reads (a million unless said otherwise), `--worked` those
that rules and features work on as well. A text that breaks a property is printed as Python,
ready to be put among those that once failed; the exit status is then 1.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable

from tests._judge import usual_paths
from tests.fuzz._properties import reads_well, works_well
from tests.fuzz._texts import text

FIRST = 1_000_000  # the seeds below are those of the test suite
WORST = 5  # failures of one format, after which it is left


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--worked", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=FIRST, help="the first seed")
    parser.add_argument("--format", choices=sorted(usual_paths()), action="append")
    chosen = parser.parse_args()
    failed = 0
    for format_id in chosen.format or sorted(usual_paths()):
        failed += _run(format_id, reads_well, chosen.first, chosen.texts)
        failed += _run(format_id, works_well, chosen.first, chosen.worked)
    return 1 if failed else 0


def _run(format_id: str, holds: Callable[[str, str], None], first: int, count: int) -> int:
    failed, slowest, longest, began = 0, 0.0, 0, time.process_time()
    for seed in range(first, first + count):
        hostile = text(format_id, seed)
        start = time.process_time()
        try:
            holds(format_id, hostile)
        except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
            failed += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            sys.stdout.write(f"    ({format_id!r}, {hostile!r}),\n")
            sys.stdout.write(f"    # {last.filename}:{last.lineno}: {error!r:.200}\n")
            if failed == WORST:
                break
        taken = time.process_time() - start
        if taken > slowest:
            slowest, longest = taken, seed
    spent = time.process_time() - began
    sys.stdout.write(
        f"{format_id} {holds.__name__}: {count} texts, {failed} failures, {spent:.0f} s,"
        f" slowest {slowest * 1000:.0f} ms (seed {longest})\n"
    )
    sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main())
