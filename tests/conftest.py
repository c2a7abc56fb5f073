"""Options of the test run, and what a skip means."""

import os
from collections.abc import Generator

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
