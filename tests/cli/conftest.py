"""`portlens(...)`: the command line as a user meets it, in this process."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.cli.main import main


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Portlens = Callable[..., Ran]


@pytest.fixture
def portlens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Portlens:
    """Run the command in an empty folder, in English, without a terminal."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        status = main(words)
        return Ran(status, *capsys.readouterr())

    return run
