"""One file never silences another, and what failed is told once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.formats._format import Format, Reading
from portlens.programs.nginx import program
from portlens.text.phrase import same
from portlens.workspace.document import Document
from portlens.workspace.guard import UNGUARDED, failures, guarded
from tests._judge import context, document


def broken(text: str, _path: str) -> Reading:
    if "bang" in text:
        raise ZeroDivisionError(text)
    return Reading()


TESTS = Path(__file__).parents[1]
BROKEN = Format("broken", "Broken", broken, (), ())


@pytest.fixture(autouse=True)
def guard(monkeypatch: pytest.MonkeyPatch) -> None:
    failures()
    monkeypatch.delenv(UNGUARDED)


def test_a_document_whose_reader_fails_counts_as_empty() -> None:
    subject = Document("/site/a", "bang {x}", BROKEN)
    assert subject.uses == ()
    assert analyse(subject, context()).findings == ()
    [failure] = failures()
    assert failure.path == "/site/a"
    assert failure.message.en == (
        "the reader for Broken failed, so this file counts as empty. Please report it with this"
        " line and the file, or the part of it that does it:"
        f" ZeroDivisionError: bang {{x}} in {failure.place}"
    )
    assert "Broken のリーダーが失敗した" in failure.message.ja


def test_the_same_is_told_once() -> None:
    for _ in range(3):
        assert Document("/site/twice", "bang", BROKEN).uses == ()
    assert len(failures()) == 1
    assert failures() == []


def test_a_document_that_cannot_be_resolved_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_document: object, _workspace: object) -> None:
        raise KeyError

    monkeypatch.setattr(program, "resolved", fail)
    subject = document("nginx", "server { listen 80000; }\n")
    found = analyse(subject, context()).findings
    assert [each.finding.rule for each in found] == ["port-out-of-range"]
    assert len(failures()) == 1


def test_a_long_message_is_cut() -> None:
    def fail() -> int:
        raise ValueError("x" * 5000)

    assert guarded(fail, 7, "/site/long", same("it failed")) == 7
    assert len(failures()[0].message.en) < 400


def test_in_tests_nothing_is_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(UNGUARDED, "1")
    with pytest.raises(ZeroDivisionError):
        assert Document("/site/b", "bang", BROKEN).uses


SCRIPT = """
import sys
from portlens.cli.main import main
from portlens.formats.services import read as services

def fail(text, path):
    if "bang" in text:
        raise ZeroDivisionError("a bug")
    return kept(text, path)

kept, services.read = services.read, fail
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("command", "is_there"), [(["check"], "80000 is not a port"), (["ports"], "8080")]
)
def test_one_file_silences_no_other(tmp_path: Path, command: list[str], is_there: str) -> None:
    (tmp_path / "services").write_text("bang 80/tcp\n")
    (tmp_path / "nginx.conf").write_text("http { server { listen 8080; listen 80000; } }\n")
    guarded_environment = {**os.environ}
    guarded_environment.pop(UNGUARDED, None)
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, *command, "services", "nginx.conf"],
        cwd=tmp_path,
        env=guarded_environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert is_there in found.stdout
    assert found.stderr.count("portlens: services: the reader for Service names") == 1


def test_what_runs_for_hours_is_not_guarded_either() -> None:
    environment = {**os.environ}
    environment.pop(UNGUARDED, None)
    command = [sys.executable, "-c", f"import tests.fuzz, os; os.environ[{UNGUARDED!r}]"]
    subprocess.run(command, cwd=TESTS.parent, env=environment, check=True)
