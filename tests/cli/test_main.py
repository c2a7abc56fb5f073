"""The command as a process: help, version, endings."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portlens import __version__
from portlens.cli import commands
from portlens.cli import main as main_module
from portlens.cli.command_table import COMMANDS
from tests.cli.conftest import Portlens

COMMAND = [sys.executable, "-m", "portlens"]
COMPOSE = "services: {web: {ports: ['70000:80']}}\n"


def test_version(portlens: Portlens) -> None:
    assert portlens("--version") == (0, f"portlens {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_names_every_option(portlens: Portlens, command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    english, japanese = portlens(name, "--help"), portlens(name, "--help", "--lang", "ja")
    for option in command.options:  # type: ignore[attr-defined]
        assert option.name in english.out
        # A line that is full goes on in the next.
        assert "".join(option.described.ja.split()) in "".join(japanese.out.split())
    assert english.status == japanese.status == 0


def test_overview(portlens: Portlens) -> None:
    overview = portlens("--help")
    assert overview.status == 0
    assert all(command.name in overview.out for command in COMMANDS)
    assert "使い方" in portlens("help", "--lang", "ja").out


def test_no_command_is_wrong_usage(portlens: Portlens) -> None:
    assert portlens().status == 2
    assert portlens("chekc") == (
        2,
        "",
        "portlens: there is no command chekc; did you mean check?\nTry: portlens --help\n",
    )


def test_wrong_usage_in_japanese(portlens: Portlens) -> None:
    ran = portlens("check", "--lang=ja", "--wumpus")
    assert ran.status == 2
    assert ran.err.startswith("portlens: オプション --wumpus はありません\n")


def test_server_options(portlens: Portlens) -> None:
    assert "only one of" in portlens("server", "--tcp", "--ws").err
    assert "70000 is not a port" in portlens("server", "--tcp", "--port", "70000").err
    assert "is not a port" in portlens("server", "--tcp", "--port", "9" * 5000).err
    assert "--host and --port go with" in portlens("server", "--port", "80").err


def test_an_unforeseen_error_is_one_line(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "parse", lambda *_: 1 // 0)
    ran = portlens("check")
    assert ran.status == 2
    assert ran.err.startswith("portlens: something is wrong in portlens itself")
    assert "ZeroDivisionError" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*COMMAND, "--version"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("portlens: the answer cannot be written: ")


def test_a_reader_that_leaves_early(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"compose.{number}.yaml").write_text(COMPOSE)
    with subprocess.Popen(
        [*COMMAND, "check"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        status = process.wait(30)
    assert errors == b""
    assert status in {1, main_module.CUT_OFF}  # 1 where the pipe held it all


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_control_c(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "check", "-", "--format", "compose"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a new group: nothing else in this test run may hear the signal
        start_new_session=True,
        # a run in the background ignores the signal, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        status = None
        for _ in range(15):
            time.sleep(1)  # it waits for standard input, which never comes
            process.send_signal(signal.SIGINT)
            # a signal that comes just before the wait begins is not heard: once more, then
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = process.wait(1)
                break
        else:
            process.kill()
        assert status == 130
        assert process.stderr
        errors = process.stderr.read()
    assert b"Traceback" not in errors


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932"])
def test_a_terminal_that_knows_few_characters(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "compose.yaml").write_text("# 😀 é 日本\n" + COMPOSE, "utf-8")
    for output in ("full", "concise", "json", "sarif", "github"):
        ran = subprocess.run(
            [*COMMAND, "check", "--lang", "ja", "--output-format", output],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
            capture_output=True,
            check=False,
        )
        assert ran.stderr == b""
        assert ran.returncode == 1
        assert b"70000" in ran.stdout


def test_json_for_a_terminal_that_knows_few_characters_is_json(tmp_path: Path) -> None:
    for command in ("search", "explain"):
        ran = subprocess.run(
            [*COMMAND, command, "zz\u00e9", "--output-format", "json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert json.loads(ran.stdout)["query"] == "zz\u00e9"


def test_a_check_imports_nothing_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web:\n    ports:\n      - '80:80'\n")
    imported = _imported(tmp_path, "check", "compose.yaml")
    heavy = {
        *("pygls", "lsprotocol", "attr", "attrs", "cattr", "cattrs", "asyncio", "dataclasses"),
        *("inspect", "importlib.resources", "pathlib", "argparse", "json", "string", "yaml"),
        *("contextlib", *(["typing"] if sys.version_info < (3, 14) else [])),
    }
    assert not heavy & imported
    # Each takes a tenth of a millisecond, of 44. What few files need is imported where they need
    # it; a new rule for all Compose files is one more.
    assert sum(name.startswith("portlens") for name in imported) <= 193


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="typing imports re there")
def test_a_port_is_explained_without_expressions(tmp_path: Path) -> None:
    assert "re" not in _imported(tmp_path, "explain", "5432")


def _imported(folder: Path, *words: str) -> set[str]:
    """Return the names of all modules that a run of portlens in `folder` imports."""
    code = (
        "import sys; from portlens.cli.main import main;"
        f"main({words!r}); sys.exit(' '.join(sys.modules))"
    )
    # -S: what the environment's own start-up files import is not ours
    path = os.pathsep.join(p for p in sys.path if p)
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return {*ran.stderr.split()}
