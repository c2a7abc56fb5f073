"""The documentation as a site: built without a warning, in two languages, to be searched."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.rules.registry import all_rules

ROOT = Path(__file__).parents[2]
MKDOCS = Path(sys.executable).parent / "mkdocs"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MKDOCS.exists(), reason="mkdocs is not installed: make site"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # strict: a link or an anchor that leads nowhere is an error
    ran = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.mark.parametrize("language", ["", "ja/"])
def test_each_rule_has_a_page_where_a_finding_would_link(site: Path, language: str) -> None:
    pages = {path.parent.name for path in (site / language / "rules").glob("*/index.html")}
    assert all_rules().keys() <= pages


def test_it_is_searched_in_both_languages(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    assert set(index["config"]["lang"]) == {"en", "ja"}
    places = {page["location"].partition("#")[0] for page in index["docs"]}
    assert {"tasks/ports-and-ufw/", "ja/tasks/ports-and-ufw/"} <= places


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page
