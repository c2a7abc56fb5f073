"""What users read is there in both languages, and says the same in code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PAGES += sorted((ROOT / "examples" / "stacks").rglob("*.md"))
ENGLISH = [page for page in PAGES if not page.name.endswith(".ja.md")]
# What these print is translated, too.
PRINTED = {"text", "toml"}


def _twin(page: Path) -> Path:
    return page.with_name(f"{page.stem}.ja.md")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", ENGLISH, ids=_name)
def test_a_page_has_its_twin(page: Path) -> None:
    assert _twin(page).exists()


@pytest.mark.parametrize("page", sorted(ROOT.rglob("docs/**/*.ja.md")), ids=_name)
def test_a_twin_is_of_a_page(page: Path) -> None:
    assert page.with_name(page.name.replace(".ja.md", ".md")).exists()


@pytest.mark.parametrize("page", ENGLISH, ids=_name)
def test_both_show_the_same_code_and_headings(page: Path) -> None:
    ours, theirs = page.read_text("utf-8"), _twin(page).read_text("utf-8")
    assert _code(ours) == _code(theirs)
    assert _levels(ours) == _levels(theirs)


def _code(text: str) -> list[tuple[str, str]]:
    """Return the blocks of code with their languages, less comments and what is printed."""
    blocks = re.findall(r"^ *```(\w+)\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    plain = [(kind, re.sub(r"[ ]*(#|--|;;) .*", "", code)) for kind, code in blocks]
    return [(kind, "" if kind in PRINTED else code) for kind, code in plain]


def _levels(text: str) -> list[str]:
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^(#+) ", text, re.MULTILINE)
