"""For how long the disk counts as unchanged, and what is asked of it again."""

import pytest

from portlens.workspace.files import NO_PERMISSION, Unreadable
from portlens.workspace.snapshot import MOST_AGAIN, MOST_NAMES
from portlens.workspace.trace import Trace
from tests.workspace._kept import CHANGES, A, Kept


def test_a_moment_goes_on_while_the_disk_says_the_same() -> None:
    kept = Kept(lambda trace: [trace.text(A), trace.names_in("/site"), trace.may_read(A)], {A: "x"})
    moments = []
    for change in ("nothing", "nothing", "opened", "nothing", "created", "nothing", "folder left"):
        CHANGES[change](kept)
        kept.workspace.stand_still()
        kept.ask()
        moments.append(kept.workspace.moment)
    one, same, opened, still, created, again, left = moments
    assert (one, opened, created) == (same, still, again)
    assert len({one, opened, created, left}) == 4


def test_no_moment_goes_on_with_more_questions_than_one_asks() -> None:
    kept = Kept(
        lambda trace: [trace.version(f"/site/{each}") for each in range(MOST_AGAIN + 1)], {}
    )
    kept.workspace.stand_still()
    before = kept.workspace.moment
    kept.ask()
    kept.workspace.stand_still()
    assert kept.workspace.moment is not before
    assert kept.ask() == [None] * (MOST_AGAIN + 1)


@pytest.mark.parametrize(
    ("count", "asks_for_names", "goes_on"),
    [(MOST_NAMES, True, True), (MOST_NAMES + 1, True, False), (1, False, False)],
)
def test_no_moment_goes_on_with_lists_that_are_long_or_may_be(
    count: int, asks_for_names: bool, goes_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(trace: Trace) -> object:
        return asks_for_names and trace.names_in("/site"), trace.folders_in("/site")

    kept = Kept(make, {f"/site/{each}": "" for each in range(count)})
    kept.workspace.stand_still()
    before = kept.workspace.moment
    kept.ask()
    asked: list[str] = []
    names = kept.files.list

    def list_(folder: str) -> tuple[str, ...]:
        asked.append(folder)
        return names(folder)

    monkeypatch.setattr(kept.files, "list", list_)
    kept.workspace.stand_still()
    assert (kept.workspace.moment is before) is goes_on
    assert bool(asked) is goes_on


def test_folders_that_come_and_go_within_a_moment_count() -> None:
    kept = Kept(lambda trace: trace.may_read(A), {A: "x"})
    kept.workspace.stand_still()
    kept.folders.clear()
    assert kept.ask() is False
    kept.folders.append("/site")
    kept.workspace.stand_still()
    assert kept.ask() is True


def test_a_file_that_may_be_read_now_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/site/sshd_config"
    kept = Kept(lambda trace: trace.document(path), {path: "Port 22"})
    kept.workspace.stand_still()
    monkeypatch.setattr(kept.files, "read", lambda _path: Unreadable(NO_PERMISSION))
    assert kept.ask() is None
    monkeypatch.undo()  # its time of change stays
    kept.workspace.stand_still()
    assert kept.ask() is not None
