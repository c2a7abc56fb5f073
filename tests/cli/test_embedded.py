"""The command line as Node.js runs it, in WebAssembly; `make wasm` runs it there."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from portlens.cli.embedded import run


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(Path.cwd())
    with patch.dict(os.environ):
        yield


def test_the_folder_and_the_variables_are_those_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "compose.yaml").write_text("services: {a: {ports: ['80000:80']}}\n", "utf-8")
    assert run(["check", "compose.yaml"], str(tmp_path), {"LANG": "ja_JP.UTF-8"}) == 1
    assert "ポート" in capsys.readouterr().out


def test_a_folder_that_is_not_shown_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"], "/no/such/folder", {"LANG": "C"}) == 2
    assert "/no/such/folder cannot be seen" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["diff", "server", "watch"])
def test_what_starts_processes_is_refused_and_explained(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert run(["--lang", "en", name], "/", {}) == 2
    assert f"{name} needs an installed Python" in capsys.readouterr().err
    assert run([name, "--help"], "/", {"LANG": "C"}) == 0
    assert f"portlens {name}" in capsys.readouterr().out
