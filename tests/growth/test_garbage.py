"""Judging leaves no circles behind, so that it may go without the collector of these."""

import gc
from collections.abc import Iterator

import pytest

from portlens.analysis import analyse
from tests.growth._inputs import Growing, inputs
from tests.growth.test_growth import opened

SIZE = 100  # repetitions: a circle for each would be as many objects and more
FEW = 20  # objects: what Python's own modules throw away when they are first used


@pytest.fixture
def _put_aside() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.slow
@pytest.mark.usefixtures("_put_aside")
@pytest.mark.parametrize(
    "growing", list(inputs()), ids=lambda growing: growing.name.replace(" ", "-")
)
def test_what_is_made_and_not_kept_is_freed_without_a_search(growing: Growing) -> None:
    around, subject = opened(growing, SIZE)
    kept = analyse(subject, around)
    assert gc.collect() < FEW
    assert not kept.crashes
