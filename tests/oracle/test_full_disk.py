"""`check --fix` on a disk that is full, or nearly: the kernel is the judge."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.oracle

PAGE = 4096  # a tmpfs counts in pages
COMPOSE = "services:\n  a:\n    image: a\n    ports:\n"


def compose() -> str:
    """Return a file of 25 pages with safe fixes that make it longer."""
    text = COMPOSE + "      - 56:31\n      - 12:59:59\n"
    return text + "# filler\n" * ((25 * PAGE - len(text)) // 9)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A mount point that is cleared in the end."""
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=False, capture_output=True)


def mount(disk: Path, pages: int) -> None:
    subprocess.run(["umount", "--lazy", disk], check=False, capture_output=True)
    ran = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={pages * PAGE}", "portlens-test", disk],
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        pytest.skip(f"needs root and the right to mount a tmpfs: {ran.stderr.strip()}")


def test_the_file_is_the_old_one_or_the_new_one_and_the_count_is_true(disk: Path) -> None:
    old = compose()
    new = old.replace("56:31", '"56:31"').replace("12:59:59", '"12:59:59"')
    verdicts = set()
    for pages in range(26, 76):
        mount(disk, pages)
        file = disk / "compose.yaml"
        file.write_text(old)
        ran = subprocess.run(
            [sys.executable, "-m", "portlens", "check", "--fix", disk],
            capture_output=True,
            text=True,
            check=False,
        )
        assert [one.name for one in disk.iterdir()] == ["compose.yaml"]
        written = file.read_text() == new
        assert written or file.read_text() == old, pages
        assert ("2 fixed" in ran.stdout) is written
        assert (" fixed" in ran.stdout) is written
        assert ("not fixed: No space left on device" in ran.stderr) is not written
        assert (ran.returncode == 2) is not written
        verdicts.add(written)
    assert verdicts == {False, True}
