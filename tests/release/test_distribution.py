"""What is released: the files in the wheel and the sdist, the same bytes each time, and it runs."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from portlens import __version__

ROOT = Path(__file__).parents[2]
NAME = f"portlens_cli-{__version__}"
WHEEL = f"{NAME}-py3-none-any.whl"
SDIST = f"{NAME}.tar.gz"
METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"))


def build(tree: Path, target: Path) -> Path:
    ran = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", target],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return target


def files(folder: str) -> set[PurePosixPath]:
    paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    kept = [path.relative_to(ROOT) for path in paths if "__pycache__" not in path.parts]
    return {PurePosixPath(path.as_posix()) for path in kept}


def test_the_wheel_holds_the_package_and_what_shells_and_man_read(built: Path) -> None:
    with zipfile.ZipFile(built / WHEEL) as wheel:
        names = set(wheel.namelist())
    wanted = {str(path.relative_to("server")) for path in files("server")}
    wanted |= {f"{NAME}.data/data/{path}" for path in files("share")}
    wanted |= {f"{NAME}.dist-info/{name}" for name in METADATA}
    assert names == wanted


def test_the_sdist_holds_every_file_of_the_repository(built: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no repository of git")
    tracked = {name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}
    with tarfile.open(built / SDIST) as sdist:
        names = {name.removeprefix(f"{NAME}/") for name in sdist.getnames()}
    assert names - {"PKG-INFO"} == tracked


def test_the_sdist_builds_the_same_bytes_elsewhere_and_later(built: Path, tmp_path: Path) -> None:
    with tarfile.open(built / SDIST) as sdist:
        sdist.extractall(tmp_path, filter="data")
    again = build(tmp_path / NAME, tmp_path / "again")
    for name in (WHEEL, SDIST):
        assert (again / name).read_bytes() == (built / name).read_bytes(), name


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bare environment; what the wheel depends on is taken from that of the tests."""
    folder = tmp_path_factory.mktemp("bare") / "my venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, built / WHEEL], check=True)
    (site,) = folder.rglob("site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(environment: Path, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    program = environment / ("Scripts" if os.name == "nt" else "bin") / "portlens"
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [program, *words],
        input=text,
        cwd=environment,
        env={**bare, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_what_was_installed_runs(installed: Path) -> None:
    said = run(installed, "--version")
    assert (said.returncode, said.stdout, said.stderr) == (0, f"portlens {__version__}\n", "")
    compose = "services:\n  a:\n    ports: ['80:80', '80:81']\n"
    found = run(installed, "check", "--format", "compose", "-", text=compose)
    assert (found.returncode, "host-port-conflict" in found.stdout) == (1, True), found.stderr
    assert "PostgreSQL" in run(installed, "explain", "5432").stdout


def test_the_installed_server_answers(installed: Path) -> None:
    who = '"processId":null,"rootUri":null,"capabilities":{}'
    bodies = [
        f'{{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{{who}}}}}',
        '{"jsonrpc":"2.0","method":"initialized","params":{}}',
        '{"jsonrpc":"2.0","id":2,"method":"shutdown"}',
        '{"jsonrpc":"2.0","method":"exit"}',
    ]
    talk = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    answered = run(installed, "server", text=talk)
    assert (answered.returncode, answered.stderr) == (0, "")
    assert f'"version":"{__version__}"' in answered.stdout.replace('": "', '":"')
    assert '"id":2' in answered.stdout.replace('": ', '":')


def test_the_manual_and_the_completions_are_where_programs_look(installed: Path) -> None:
    missing = [path for path in files("share") if not (installed / path).is_file()]
    assert missing == []
