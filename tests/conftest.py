"""Options of the test run, and what a skip means."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

# Tests that need a program which a user's machine may lack. CI installs them all, so that a
# skip there means that nothing was tested.
NEEDS_PROGRAM = ("oracle", "editors", "wasm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what portlens says into the fixtures"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if (
        report.skipped
        and os.environ.get("CI")
        and any(item.get_closest_marker(name) for name in NEEDS_PROGRAM)
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def links(tmp_path: Path) -> None:
    """Skip a test that makes symbolic links where the user, or the system, makes none."""
    link = tmp_path / "a link"
    try:
        link.symlink_to("nowhere")
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links may be made here")
    if not link.is_symlink():
        pytest.skip("there are no symbolic links here")
    link.unlink()
