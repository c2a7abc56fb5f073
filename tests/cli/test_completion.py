"""Completion in real shells, the manual page in the real `man`, and both in the wheel."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from portlens.cli.command_table import COMMANDS
from tests.cli.conftest import Portlens

ROOT = Path(__file__).parents[2]
SHARE = ROOT / "share"
SHELLS = {
    "bash": SHARE / "bash-completion/completions/portlens",
    "zsh": SHARE / "zsh/site-functions/_portlens",
    "fish": SHARE / "fish/vendor_completions.d/portlens.fish",
}
MANUALS = (SHARE / "man/man1/portlens.1", SHARE / "man/ja/man1/portlens.1")

# What bash does when Tab is pressed behind the words given.
PRESS = """
source "$1"
shift
compopt() { :; }
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_portlens
printf '%s\\n' "${COMPREPLY[@]}"
"""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_what_is_installed(portlens: Portlens, shell: str) -> None:
    printed = portlens("completion", shell)
    assert (printed.status, printed.err) == (0, "")
    assert printed.out == SHELLS[shell].read_text("utf-8")


def test_another_shell(portlens: Portlens) -> None:
    printed = portlens("completion", "csh")
    assert (printed.status, printed.out) == (2, "")
    assert "completion takes one of bash, zsh, fish, not 'csh'" in printed.err


@pytest.mark.parametrize("shell", SHELLS)
def test_every_option_is_there(shell: str) -> None:
    text = SHELLS[shell].read_text("utf-8")
    for command in COMMANDS:
        for option in command.options:
            name = option.name.removeprefix("--") if shell == "fish" else option.name
            assert name in text


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_can_read_it(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert ran(shell, "-n", str(SHELLS[shell])) == ""


@needs("bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ch", ["check"]),
        ("--lang ja por", ["ports"]),
        ("check --stat", ["--statistics"]),
        ("check --format ng", ["nginx"]),
        ("check --format = ng", ["nginx"]),
        ("check --output-format sarif --output-format git", ["github", "gitlab"]),
        ("ports --output-format git", [""]),
        ("check --select host-port-c", ["host-port-conflict"]),
        ("check --select invalid-port,host-port-c", ["invalid-port,host-port-conflict"]),
        ("check --severity host-port-c", ["host-port-conflict="]),
        ("check --severity host-port-conflict = w", ["warning"]),
        ("check --severity = host-port-conflict = w", ["warning"]),
        ("explain unknown-service-n", ["unknown-service-name"]),
        ("ports --filter ro", ["role="]),
        ("ports --filter role = li", ["listens"]),
        ("ports --filter = role = li", ["listens"]),
        ("ports --filter port=80,format = cad", ["caddyfile"]),
        ("ports --filter name = x", [""]),
        ("completion z", ["zsh"]),
        ("check --config comp", [""]),  # bash itself completes files
    ],
)
def test_bash(words: str, expected: list[str]) -> None:
    pressed = ran("bash", "-c", PRESS, "-", str(SHELLS["bash"]), "portlens", *words.split(" "))
    assert pressed.split("\n")[:-1] == expected


@needs("bash")
@needs("git")
def test_bash_knows_branches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    author = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    ran("git", "init", "-q", "-b", "topic")
    ran("git", *author, "commit", "-q", "--allow-empty", "-m", "one")
    pressed = ran("bash", "-c", PRESS, "-", str(SHELLS["bash"]), "portlens", "diff", "to")
    assert pressed == "topic\n"


@needs("fish")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("portlens ch", "check"),
        ("portlens check --format ng", "nginx"),
        ("portlens check --severity base", "base-60-port=error"),
        ("portlens ports --filter transport=u", "transport=udp"),
        ("portlens ports --filter port=80,role=pub", "port=80,role=publishes"),
        ("portlens watch compo", "compose.yaml"),
        ("portlens completion z", "zsh"),
    ],
)
def test_fish(line: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "compose.yaml").touch()
    monkeypatch.chdir(tmp_path)
    script = f"source {SHELLS['fish']}; complete -C '{line}'"
    first = ran("fish", "--no-config", "-c", script).partition("\n")[0]
    assert first.partition("\t")[0] == expected


@needs("man")
@pytest.mark.parametrize("path", MANUALS, ids=["en", "ja"])
def test_man_has_nothing_to_say_of_the_manual(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MANWIDTH", "80")
    page = ran("man", "--warnings", "-l", str(path))
    assert "--write-baseline" in page
    assert max(map(len, page.split("\n"))) <= 80


@pytest.mark.slow
def test_the_wheel_has_them(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel")
    (path,) = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path))
    with zipfile.ZipFile(path) as opened:
        packed = {name.partition(".data/data/")[2]: opened.read(name) for name in opened.namelist()}
    for file in (*SHELLS.values(), *MANUALS):
        assert packed[f"share/{file.relative_to(SHARE)}"] == file.read_bytes()
