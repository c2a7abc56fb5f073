"""A day of edits, saves, branch switches and settings: nothing that is said is of before."""

from pathlib import Path

import pytest

from tests.endurance._day import Day


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
async def test_a_server_that_has_lived_says_what_a_new_one_says(seed: int, tmp_path: Path) -> None:
    day = Day(tmp_path, seed)
    await day.begin()
    for _ in range(5):
        await day.live(60)
        assert await day.differences() == []
