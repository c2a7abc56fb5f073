"""What goes to standard error where portlens itself fails."""

import pytest

from portlens.cli.complaints import complain_of_failures
from portlens.text.phrase import Phrase
from portlens.workspace.guard import UNGUARDED, guarded

FAILED = Phrase("it failed", "失敗しました")


@pytest.mark.usefixtures("portlens")
def test_a_line_of_portlens_that_fails_everywhere_is_told_of_a_few_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> int:
        raise ValueError("always")

    def broken_too() -> int:
        raise KeyError("once")

    monkeypatch.delenv(UNGUARDED)
    for index in range(7):
        guarded(broken, 0, f"/p/{index}", FAILED)
    guarded(broken_too, 0, "/p/0", FAILED)
    assert complain_of_failures("en")
    lines = capsys.readouterr().err.splitlines()
    assert ["ValueError" in line for line in lines] == [True, True, True, False, False]
    assert "KeyError" in lines[3]
    assert lines[4].startswith("portlens: the same place failed 4 times more: tests.cli.")
    assert not complain_of_failures("en")
