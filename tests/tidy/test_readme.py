"""What the READMEs show is what portlens prints, and what they link to is there."""

import re
from pathlib import Path

import pytest

from portlens.cli.main import main

ROOT = Path(__file__).parents[2]
READMES = {"README.md": "en", "README.ja.md": "ja"}


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_the_demo_prints_what_the_readme_shows(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    [shown] = re.findall(r"```text\n(.*?)\n```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert main(["check", "examples", "--fail-on", "never", "--lang", language]) == 0
    assert main(["explain", "5432", "--lang", language]) == 0
    printed = capsys.readouterr()
    everything = printed.out + printed.err
    assert [part for part in shown.split("\n\n") if part not in everything] == []


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    here = [target for target in targets if "://" not in target]
    assert [target for target in here if not (page.parent / target).exists()] == []
