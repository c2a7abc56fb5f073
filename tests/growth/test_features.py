"""What an editor asks of twice the text costs twice as much: hover, outline, graph and the rest.

Counted in lines of portlens that run, like readers and rules. The first question is a hover, so
what is made of all files around, once, is counted with it.
"""

from collections.abc import Callable

import pytest

from tests._steps import steps
from tests.growth._features import features
from tests.growth._inputs import Growing
from tests.growth._known import SPREAD
from tests.growth.test_growth import ALL, FEW, STEEPEST, opened, unmeasured

SIZE = 30
MADE = [
    growing
    for growing in ALL
    if not growing.name.startswith("example") and growing.name not in SPREAD
]


@pytest.mark.slow
@pytest.mark.parametrize("growing", MADE, ids=lambda growing: growing.name.replace(" ", "-"))
def test_twice_the_text_is_twice_the_work_for_an_editor(growing: Growing) -> None:
    _asked(growing, 2 * SIZE, unmeasured)  # as in test_growth
    small, large = _asked(growing, SIZE, steps), _asked(growing, 2 * SIZE, steps)
    steep = {
        name: (small[name], spent)
        for name, spent in large.items()
        if spent > FEW and spent > STEEPEST * small[name]
    }
    assert steep == {}


def test_what_is_left_out_is_still_there() -> None:
    assert {growing.name for growing in ALL} >= SPREAD


def _asked(
    growing: Growing, size: int, measure: Callable[[Callable[[], object]], int]
) -> dict[str, int]:
    around, subject = opened(growing, size)
    return {name: measure(work) for name, work in features(subject, around).items()}
