"""What doubles in length costs twice as much, not four times: readers and rules alike.

Counted are the lines of portlens that run, which no clock and no neighbour on the machine changes.
Regular expressions run through no lines, so reading is measured in processor time as well: the
ratio of two lengths, and only what is steep at every doubling is a failure.
"""

import time
from collections.abc import Callable
from functools import partial
from timeit import timeit

import pytest

from portlens.analysis import analyse
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.rules.registry import rules_for
from portlens.workspace.document import Document
from tests._judge import context, document
from tests._steps import steps
from tests.growth._inputs import Growing, inputs
from tests.growth._known import KNOWN
from tests.growth._trees import TREES

SIZE = 60
FEW = 3_000  # steps; of less the ratio says nothing
STEEPEST = 2.4

LONG = 150  # for the clock
DOUBLINGS = 5  # a quadratic reader is steep at each of them, a disturbed measurement is not
SHORT = 0.02  # seconds of processor time; below, the clock says more of itself than of the work

ALL = list(inputs())
Measure = Callable[[Callable[[], object]], float]


@pytest.mark.slow
@pytest.mark.parametrize("growing", ALL, ids=lambda growing: growing.name.replace(" ", "-"))
def test_twice_the_text_takes_twice_the_steps(growing: Growing) -> None:
    # What is kept for all texts, such as the names of ports, is no part of it: another test may
    # have asked for what the smaller text has, and for less than the larger one has.
    _judged(growing, 2 * SIZE, unmeasured)
    small, large = _judged(growing, SIZE, steps), _judged(growing, 2 * SIZE, steps)
    steep = {
        step: (small[step], spent)
        for step, spent in large.items()
        if spent > FEW and spent > STEEPEST * small[step]
    }
    assert set(steep) == KNOWN.get(growing.name, set()), steep


def test_no_family_has_the_name_of_another() -> None:
    assert len({growing.name for growing in ALL}) == len(ALL)


def test_what_is_known_to_be_steep_is_still_counted() -> None:
    assert set(KNOWN) <= {growing.name for growing in ALL}


@pytest.mark.slow
@pytest.mark.parametrize("name", TREES)
def test_twice_the_files_take_twice_the_steps(name: str) -> None:
    def cost(size: int) -> int:
        around = context(TREES[name](size))
        around.workspace.stand_still()

        def judge() -> None:
            for path in TREES[name](size):
                subject = around.workspace.document(path)
                assert subject is not None
                assert not analyse(subject, around).crashes

        return steps(judge)

    cost(2)
    small, large = cost(SIZE), cost(2 * SIZE)
    assert large <= STEEPEST * small, (small, large)


@pytest.mark.slow
@pytest.mark.parametrize("growing", ALL, ids=lambda growing: growing.name.replace(" ", "-"))
def test_twice_the_text_is_read_in_twice_the_time(growing: Growing) -> None:
    if "reading" in KNOWN.get(growing.name, ()):
        return
    spent = []
    for doubling in range(DOUBLINGS + 1):
        spent.append(min(_read(growing, LONG << doubling) for _ in range(3)))
        if doubling and (spent[-1] < SHORT or spent[-1] < STEEPEST * spent[-2]):
            return
    pytest.fail(f"seconds, each for twice the text: {spent}")


def unmeasured(work: Callable[[], object]) -> int:
    """Do the work, for what it leaves behind."""
    work()
    return 0


def _judged(growing: Growing, size: int, measure: Measure) -> dict[str, float]:
    """Return what each step takes: reading, taking in other files, and every rule."""
    around, subject = opened(growing, size)
    spent = {
        "reading": measure(lambda: subject.reading),
        "resolving": measure(lambda: resolved(subject, around.workspace)),
    }
    read = resolved(subject, around.workspace)
    for rule in rules_for(growing.format_id):
        if rule.rule.check is not None:
            spent[rule.id] = measure(partial(_checked, rule.rule.check, read, around))
    return spent


def _read(growing: Growing, size: int) -> float:
    _, subject = opened(growing, size)
    recognises = subject.format.recognises or bool

    def read() -> None:
        recognises(subject.text)
        subject.reading  # noqa: B018 - a document reads its text when it is first asked

    # It turns the garbage collector off, whose time hangs on all tests that ran before.
    return timeit(read, timer=time.process_time, number=1)


def opened(growing: Growing, size: int) -> tuple[Context, Document]:
    files = growing.files(size)
    return context(files), document(growing.format_id, files[growing.path], growing.path)


def _checked(check: Callable[..., object], read: object, around: Context) -> None:
    list(check(read, around))  # type: ignore[call-overload]
