"""What doubles in length may take twice the time, not four times: readers and rules alike.

Measured in processor time and as a ratio, since machines differ; what is quick is quick enough.
"""

import time
from collections.abc import Callable
from functools import partial
from timeit import timeit

import pytest

from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.rules.registry import rules_for
from tests._judge import context, document
from tests.growth._inputs import Growing, inputs
from tests.growth._known import KNOWN

SIZE = 150
ROUNDS = 3  # of which the quickest counts: the others were disturbed
SHORT = 0.02  # seconds of processor time; below, the clock says more of itself than of the work
STEEPEST = 2.6

ALL = list(inputs())


@pytest.mark.slow
@pytest.mark.parametrize("growing", ALL, ids=lambda growing: growing.name.replace(" ", "-"))
def test_twice_the_text_takes_twice_the_time(growing: Growing) -> None:
    known = KNOWN.get(growing.name, set())
    steep = _steep(growing)
    for _ in range(ROUNDS):
        if set(steep) == known:
            break
        again = _steep(growing)
        steep = {step: ratio for step, ratio in again.items() if step in {*steep, *known}}
    assert set(steep) == known, steep


def test_what_is_known_to_be_steep_is_still_measured() -> None:
    assert set(KNOWN) <= {growing.name for growing in ALL}


def _steep(growing: Growing) -> dict[str, float]:
    """Return the steps that grow too fast, with their ratios."""
    small, large = _measured(growing, SIZE), _measured(growing, 2 * SIZE)
    return {
        step: round(spent / max(small[step], SHORT / 4), 1)
        for step, spent in large.items()
        if spent > SHORT and spent > STEEPEST * max(small[step], SHORT / 4)
    }


def _measured(growing: Growing, size: int) -> dict[str, float]:
    """Return the seconds that each step takes, the best of two runs."""
    files = growing.files(size)
    runs = [_run(growing, files), _run(growing, files)]
    return {step: min(run[step] for run in runs) for step in runs[0]}


def _run(growing: Growing, files: dict[str, str]) -> dict[str, float]:
    around = context(files)
    subject = document(growing.format_id, files[growing.path], growing.path)
    spent: dict[str, float] = {}
    _timed(spent, "reading", lambda: subject.reading)
    _timed(spent, "resolving", lambda: resolved(subject, around.workspace))
    read = resolved(subject, around.workspace)
    for rule in rules_for(growing.format_id):
        if rule.rule.check is not None:
            _timed(spent, rule.id, partial(_checked, rule.rule.check, read, around))
    return spent


def _checked(check: Callable[..., object], read: object, around: Context) -> None:
    list(check(read, around))  # type: ignore[call-overload]


def _timed(spent: dict[str, float], step: str, work: Callable[[], object]) -> None:
    # It turns the garbage collector off, whose time hangs on all tests that ran before.
    spent[step] = timeit(work, timer=time.process_time, number=1)
