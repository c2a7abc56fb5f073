"""Editors that could not be had: what of their pages can be tested without them."""

import json
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.editors._site import PLACES, ROOT, block, site

tomllib = pytest.importorskip("tomllib", reason="Python 3.11 and later read TOML")


def test_helix_starts_the_right_command() -> None:
    languages = tomllib.loads(block("helix.md", "toml"))
    server = languages["language-server"]["portlens"]
    assert [server["command"], *server["args"]] == ["portlens", "server"]
    assert {language["name"] for language in languages["language"]} >= {"yaml", "nginx"}
    assert all("portlens" in language["language-servers"] for language in languages["language"])


def test_sublime_text_starts_the_right_command() -> None:
    (client,) = json.loads(block("sublime.md", "json"))["clients"].values()
    assert client["command"] == ["portlens", "server"]
    assert "source.yaml" in client["selector"]


def test_zeds_task_finds_what_is_wrong(tmp_path: Path) -> None:
    (task,) = json.loads(block("zed.md", "json"))
    assert task["command"] == "portlens"
    arguments = [word.replace("$ZED_WORKTREE_ROOT", str(site(tmp_path))) for word in task["args"]]
    run = subprocess.run(
        [sys.executable, "-m", "portlens", *arguments], capture_output=True, check=False
    )
    assert b"compose.yaml:7:10: error[port-out-of-range]" in run.stdout


@pytest.mark.parametrize("page", ["intellij.md", "intellij.ja.md"])
def test_intellij_starts_it_for_every_format_with_a_name_of_its_own(page: str) -> None:
    text = (ROOT / "docs" / "editors" / page).read_text("utf-8")
    (step,) = re.findall(r"^2\. (.*?)^3\. ", text, re.MULTILINE | re.DOTALL)
    patterns = [part for words in re.findall("`(.*?)`", step) for part in words.split(";")]
    names = {format_id: Path(place).name for format_id, place in PLACES.items()}
    for called_as_what_it_is_of in ("ufw", "firewalld", "xinetd"):
        del names[called_as_what_it_is_of]
    for format_id, name in names.items():
        assert any(fnmatchcase(name, pattern) for pattern in patterns), format_id
