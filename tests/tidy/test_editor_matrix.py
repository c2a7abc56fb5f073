"""docs/editor-matrix.md names tests that are there, and leaves none out."""

import re
from pathlib import Path

import pytest

from tests._judge import USUAL_PATHS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editor-matrix.md").read_text("utf-8")
TESTS = (ROOT / "tests" / "lsp" / "test_matrix.py").read_text("utf-8")

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("\n")
    if "| `test_" in line
]


def test_every_row_names_a_test_and_every_test_has_a_row() -> None:
    assert {row[1].strip("`") for row in ROWS} == set(re.findall(r"async def (test_\w+)", TESTS))


def test_the_columns_are_the_formats() -> None:
    head = next(line for line in PAGE.split("\n") if line.startswith("| request |"))
    assert set(head.strip("| ").split(" | ")[2:-1]) == set(USUAL_PATHS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_tick_means_that_the_test_runs_for_each_format(row: list[str]) -> None:
    ticks = row[2:7].count("✓")
    name = row[1].strip("`")
    assert (f"@each_format\nasync def {name}(" in TESTS) == (ticks > 1)
    assert (ROOT / "tests" / row[7]).exists()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"tests/[\w/.]+", PAGE))))
def test_what_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path.rstrip(".")).exists()
