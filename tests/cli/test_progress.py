"""The sign of life: on a terminal only, after a second only, and gone before the report."""

import io

import pytest

from portlens.cli import progress as progress_module
from portlens.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now[0])
    return now


def test_a_quick_walk_shows_nothing(clock: list[float]) -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    clock[0] = 0.9
    progress.found(10)
    progress.read(1, 10)
    progress.clear()
    assert terminal.getvalue() == ""


def test_a_slow_one_does_and_cleans_up(clock: list[float]) -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    clock[0] = 1.1
    progress.found(10)
    progress.found(11)
    clock[0] = 1.3
    progress.read(5, 10)
    progress.clear()
    progress.clear()
    bar = "[###############...............] 5/10"
    assert terminal.getvalue() == f"\r\x1b[K10 …\r\x1b[K{bar}\r\x1b[K"


def test_nothing_where_nobody_looks(clock: list[float]) -> None:
    log = io.StringIO()
    progress = Progress(log)
    clock[0] = 9.0
    progress.read(1, 2)
    progress.clear()
    assert log.getvalue() == ""
