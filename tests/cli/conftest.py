"""`portlens(...)`: the command line as a user meets it, in this process."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.cli.commands import ELSEWHERE
from portlens.cli.main import main


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Portlens = Callable[..., Ran]

IN_WASM = sys.platform == "emscripten"  # whatever a test makes of the platform later


@pytest.fixture
def portlens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Portlens:
    """Run the command in an empty folder, in English, without a terminal."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, stdin: bytes = b"") -> Ran:
        if IN_WASM and words[:1] and words[0] in ELSEWHERE:
            pytest.skip(f"portlens {words[0]} needs an installed Python")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        status = main(words)
        return Ran(status, *capsys.readouterr())

    return run


Git = Callable[..., str]


@pytest.fixture
def git(portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> Git:  # noqa: ARG001 - its folder
    """A repository in the empty folder of the run, and what runs git in it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    for part in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{part}_NAME", "somebody")
        monkeypatch.setenv(f"GIT_{part}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def run(*words: str) -> str:
        ran = subprocess.run(["git", *words], capture_output=True, text=True, check=True)
        return ran.stdout

    run("init", "-q", "-b", "main")
    return run


def commit(git: Git, **files: str) -> None:
    """Write files, `compose_yaml` for compose.yaml, and commit whatever the folder holds."""
    for name, text in files.items():
        Path(name.replace("_", ".")).write_text(text)
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", "a change")


def changes(portlens: Portlens, *words: str) -> list[tuple[object, ...]]:
    """Return each change of a port: its kind, and address and port before and after."""
    ran = portlens("diff", "--output-format", "json", *words)
    assert ran.err == ""

    def said(use: dict[str, object] | None) -> str | None:
        return use and f"{use['path']} {use['owner']} {use['address'] or '*'}:{use['first']}"

    found = json.loads(ran.out)["ports"]
    return [(each["change"], said(each["before"]), said(each["after"])) for each in found]
