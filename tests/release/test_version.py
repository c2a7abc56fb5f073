"""The version stands in one place, and what a release says of itself comes from there."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portlens import __version__

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
EXTENSION = ROOT / "vscode-extension"
SECTIONS = runpy.run_path(str(ROOT / "release" / "notes.py"))["sections"]


def notes(*words: str) -> subprocess.CompletedProcess[str]:
    script = ROOT / "release" / "notes.py"
    return subprocess.run(
        [sys.executable, script, *words], capture_output=True, encoding="utf-8", check=False
    )


def test_the_package_takes_its_version_from_the_code() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'dynamic = ["version"]' in project
    assert __version__ not in project


def test_the_name_on_pypi_can_be_had() -> None:
    """PyPI compares names without . _ -, and takes i, l for 1 and o for 0."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (name,) = re.findall(r'^name = "(.+)"$', project, re.MULTILINE)
    alike = str.maketrans("lio", "110", "._-")
    assert name.translate(alike) != "port-lens".translate(alike)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda page: page.name
)
def test_a_page_that_names_a_tag_names_this_one(page: Path) -> None:
    tags = re.findall(r"(?:portlens@|rev: )v(\d\S*)", page.read_text("utf-8"))
    assert set(tags) <= {__version__}


def test_the_extension_has_the_same_version_everywhere() -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    lock = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))
    assert manifest["version"] == __version__
    assert (lock["version"], lock["packages"][""]["version"]) == (__version__, __version__)


def test_the_notes_of_a_release_are_a_section_of_the_changelog() -> None:
    said = notes()
    assert said.returncode == 0, said.stdout
    assert said.stdout.strip() in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_a_tag_of_another_version_is_refused() -> None:
    said = notes("v99.0.0")
    assert (said.returncode, f"the version is {__version__}" in said.stdout) == (1, True)


@pytest.mark.parametrize(
    ("changelog", "found"),
    [
        ("# Changelog\n\n## Unreleased\n\n- a\n\n## 1.0.0 - 2026-01-02\n\n### Added\n\n- b\n",
         {"Unreleased": "- a", "1.0.0": "### Added\n\n- b"}),
        ("## [2.0.0] – today\n- c\n", {"2.0.0": "- c"}),
        ("nothing yet\n", {}),
    ],
)  # fmt: skip
def test_sections(changelog: str, found: dict[str, Any]) -> None:
    assert SECTIONS(changelog) == found
