"""What .gitignore files leave out; git itself is asked where it is there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from portlens.workspace.gitignore import IgnoreFile, ignore_file, ignore_rules, ignored

CASES = [
    ("*.log", "a.log", True),
    ("*.log", "d/e/a.log", True),
    ("*.log", "a.logs", False),
    ("/*.log", "a.log", True),
    ("/*.log", "d/a.log", False),
    ("d/*.log", "d/a.log", True),
    ("d/*.log", "x/d/a.log", False),
    ("d/*.log", "d/e/a.log", False),
    ("d/**/a.log", "d/a.log", True),
    ("d/**/a.log", "d/e/f/a.log", True),
    ("**/a.log", "d/e/a.log", True),
    ("d/**", "d/e/a.log", True),
    ("build/", "build", False),
    ("build", "build", True),
    ("a?c", "abc", True),
    ("a?c", "ac", False),
    ("[ab].c", "b.c", True),
    ("[!ab].c", "b.c", False),
    ("[^ab].c", "x.c", True),
    ("[a-c].c", "b.c", True),
    ("[]].c", "].c", True),
    ("[z-a].c", "b.c", False),
    ("[ab", "[ab", False),
    (r"\#a", "#a", True),
    ("#a", "#a", False),
    (r"\!a", "!a", True),
    ("a  ", "a", True),
    (r"a\ ", "a ", True),
    ("*\n!b", "b", False),
    ("!b\n*", "b", True),
    ("a.b+c", "a.b+c", True),
    ("a.b", "aXb", False),
    ("\r\n*.log\r\n", "a.log", True),
    ("***", "a", True),
    ("[+--]x", ",x", True),
    ("a*b*c", "axbxbxc", True),
    ("a*b*c", "axcxb", False),
    ("*ab*?b", "aabb", False),
    ("*ab*?b", "aababb", True),
    ("*[ab]*a/b*c*", "xaxa/bxcx", True),
    ("d*/**/a*b*c", "de/f/aabbcc", True),
    ("x" * 5000 + "\n*.log", "a.log", True),
    ("/", "a", False),
    ("d*e", "d/e", False),
    ("日本*", "日本語", True),
]


@pytest.mark.parametrize(("text", "path", "is_left_out"), CASES)
def test_pattern(text: str, path: str, *, is_left_out: bool) -> None:
    file = IgnoreFile("/r/", tuple(ignore_rules(text)))
    assert ignored("/r/" + path, (file,), is_folder=False) is is_left_out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_an_ignore_file_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".gitignore")
    assert list(ignore_file(str(tmp_path))) == []


# Not among the cases above: git itself works on the second one for ever.
@pytest.mark.parametrize(
    ("pattern", "path"), [("*a" * 30 + "b", "a" * 120), ("**/" * 40 + "b", "a/" * 40 + "c")]
)
def test_a_pattern_full_of_stars_takes_no_time(pattern: str, path: str) -> None:
    file = IgnoreFile("/r/", tuple(ignore_rules(pattern)))
    assert not ignored("/r/" + path, (file,), is_folder=False)


def test_a_slash_at_the_end_means_folders() -> None:
    file = IgnoreFile("/r/", tuple(ignore_rules("build/")))
    assert ignored("/r/x/build", (file,), is_folder=True)
    assert not ignored("/r/x/build", (file,), is_folder=False)


def test_the_deepest_file_speaks_last() -> None:
    above = IgnoreFile("/r/", tuple(ignore_rules("*.yaml")))
    below = IgnoreFile("/r/d/", tuple(ignore_rules("!/compose.yaml")))
    assert ignored("/r/compose.yaml", (above,), is_folder=False)
    assert not ignored("/r/d/compose.yaml", (above, below), is_folder=False)
    assert ignored("/r/d/e/compose.yaml", (above, below), is_folder=False)


@pytest.mark.oracle
@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.parametrize(("text", "path", "is_left_out"), CASES)
def test_git_says_the_same(tmp_path: Path, text: str, path: str, *, is_left_out: bool) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text(text, "utf-8", newline="")
    place = tmp_path / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    asked = subprocess.run(["git", "check-ignore", "-q", path], cwd=tmp_path, check=False)
    assert asked.returncode == (0 if is_left_out else 1)
