"""The npm package's command prints, writes and returns what the Python command does."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.realfiles._roots import corpus
from tests.wasm import _run

pytestmark = pytest.mark.wasm

COMMAND = _run.EXTENSION / "dist" / "npm" / "portlens.mjs"


def ran(
    start: list[str], folder: Path, words: tuple[str, ...], stdin: str = ""
) -> tuple[int, str, str]:
    """Run a command in `folder`; return its status and what it printed to both streams."""
    environment = {**os.environ, "PYTHONPATH": str(_run.PROJECT / "server"), "PYTHONUTF8": "1"}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(
        [*start, *words],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=_run.MINUTES * 60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def node() -> list[str]:
    start = [_run.needs_node(), str(COMMAND)]
    if not COMMAND.is_file():
        pytest.skip("the npm package is not built: make npm")
    return start


PYTHON = [sys.executable, "-m", "portlens"]


def alike(folder: Path, *words: str, stdin: str = "") -> str:
    """Hold both commands against each other; return what they print."""
    expected = ran(PYTHON, folder, words, stdin)
    assert ran(node(), folder, words, stdin) == expected
    return expected[1]


def test_real_files_are_judged_alike(tmp_path: Path) -> None:
    corpus(tmp_path / "corpus")  # beside the project; without it the examples are left
    shutil.copytree(_run.PROJECT / "examples", tmp_path / "examples")
    words = ("--all", "--statistics", "--output-file", "found.json", "--output-format", "json")
    printed = alike(tmp_path, "check", *words, "--output-format", "full", "--color", "always")
    assert "\x1b[" in printed
    assert (tmp_path / "found.json").stat().st_size > 1000


@pytest.mark.parametrize(
    "words",
    [
        ("ports", "--resolved", "--links", "examples"),
        ("explain", "5432", "--lang", "ja"),
        ("check", "examples/no-such-file", "日本語.conf"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_other_commands_say_the_same(words: tuple[str, ...]) -> None:
    alike(_run.PROJECT, *words)


def test_standard_input_is_read(tmp_path: Path) -> None:
    text = "services:\n  日本: {ports: ['80000:80']}\n"
    printed = alike(tmp_path, "check", "-", "--stdin-filename", "compose.yaml", stdin=text)
    assert "80000 is not a port" in printed


def test_fixes_are_written_and_nothing_else(tmp_path: Path) -> None:
    trees = []
    for name, start in (("python", PYTHON), ("node", node())):
        folder = tmp_path / name
        shutil.copytree(_run.PROJECT / "examples", folder)
        (folder / "compose.yaml").chmod(0o640)
        said = ran(start, folder, ("check", "--fix"))
        trees.append((said, {path.relative_to(folder): _state(path) for path in folder.rglob("*")}))
    assert trees[0] == trees[1]
    assert "fixed" in trees[0][0][1] + trees[0][0][2]


def _state(path: Path) -> tuple[int, bytes]:
    return stat.S_IMODE(path.stat().st_mode), path.read_bytes() if path.is_file() else b""


def test_a_reader_that_has_seen_enough_ends_it(tmp_path: Path) -> None:
    """As `portlens rules | head -1` does."""
    with subprocess.Popen(
        [*node(), "rules"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=_run.MINUTES * 60) == 141
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_a_signal_ends_it_as_it_ends_python(tmp_path: Path, number: signal.Signals) -> None:
    ends = []
    environment = {**os.environ, "PYTHONPATH": str(_run.PROJECT / "server")}
    words = ("check", "-", "--stdin-filename", "compose.yaml")
    for start in (PYTHON, node()):
        with subprocess.Popen(
            [*start, *words],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # a run in the background ignores Ctrl-C, and so would its children
            preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509
        ) as process:
            assert process.stdin
            process.stdin.write(b"#" * 1_000_000)  # more than a pipe holds: it has begun to read
            process.stdin.flush()
            process.send_signal(number)
            said = process.communicate()
            ends.append((process.returncode, *said))
    # As a shell tells it: Python catches what Ctrl-C sends, and says so by its status.
    as_shell = [(status if status > 0 else 128 - status, *said) for status, *said in ends]
    assert as_shell == [(128 + number, b"", b"")] * 2


def test_what_is_packed_has_its_licence() -> None:
    node()
    with tarfile.open(_run.EXTENSION / "portlens.tgz") as packed:
        names = {name.removeprefix("package/") for name in packed.getnames()}
        archive = packed.extractfile("package/portlens.zip")
        assert archive
        with zipfile.ZipFile(archive) as command:
            tops = {name.split("/")[0] for name in command.namelist()}
    assert tops == {"portlens", "yaml", "wasm_start.pyc"}
    assert names == {
        *("LICENSE", "README.md", "README.ja.md", "package.json", "portlens.mjs", "portlens.zip"),
        *(f"licences/{name}/LICENSE.txt" for name in ("pyodide", "python", "pyyaml")),
        *(f"wasm/pyodide{end}" for end in (".asm.mjs", ".asm.wasm", "-lock.json")),
        "wasm/python_stdlib.zip",
    }


def test_what_needs_processes_is_refused() -> None:
    status, printed, complaint = ran(node(), _run.PROJECT, ("diff", "--lang", "ja"))
    assert (status, printed) == (2, "")
    assert "Python のインストールが必要です" in complaint
