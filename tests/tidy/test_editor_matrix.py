"""docs/editor-matrix.md names tests that are there, and leaves none out."""

import re
from pathlib import Path

import pytest

from tests.lsp._samples import SAMPLES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editor-matrix.md").read_text("utf-8")
TESTS = (ROOT / "tests" / "lsp" / "test_matrix.py").read_text("utf-8")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


HEAD = next(_cells(line) for line in PAGE.split("\n") if line.startswith("| request |"))
ROWS = [
    dict(zip(HEAD, _cells(line), strict=True)) for line in PAGE.split("\n") if "| `test_" in line
]
TEST = "test in tests/lsp/test_matrix.py"
IDS = [sample.format_id for sample in SAMPLES]


def test_every_row_names_a_test_and_every_test_has_a_row() -> None:
    assert {row[TEST].strip("`") for row in ROWS} == set(re.findall(r"async def (test_\w+)", TESTS))


def test_the_columns_are_the_formats_of_the_samples() -> None:
    assert set(HEAD) == {"request", TEST, "cases", *IDS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["request"])
def test_a_tick_means_that_the_test_runs_for_each_format(row: dict[str, str]) -> None:
    ticks = [row[name] for name in IDS].count("✓")
    name = row[TEST].strip("`")
    assert (f"@each_format\nasync def {name}(" in TESTS) == (ticks > 1)
    assert (ROOT / "tests" / row["cases"]).exists()


def test_the_japanese_page_has_the_same_cells() -> None:
    japanese = (ROOT / "docs" / "editor-matrix.ja.md").read_text("utf-8")
    assert _facts(japanese) == _facts(PAGE)


def _facts(page: str) -> list[list[str]]:
    """Return the rows of all tables, less the words: what a cell says in ASCII names or signs."""
    rows = [_cells(line) for line in page.split("\n") if line.startswith("| ")]
    return [[re.sub(r"^(none|なし): .*", "none", cell) for cell in row[1:-1]] for row in rows[1:]]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"tests/[\w/.]+", PAGE))))
def test_what_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path.rstrip(".")).exists()
