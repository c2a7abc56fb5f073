"""What Windows leaves to the command; the command does it nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.cli.arguments import language_of
from portlens.cli.rewrite import rewrite, write
from portlens.cli.windows import expanded
from tests.cli.conftest import Portlens

BAD = "server { listen 70000; }\n"
on_windows = pytest.mark.skipif(os.name != "nt", reason="asks Windows itself")


def test_a_pattern_is_the_paths_that_it_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.conf", "a.conf", "[x].conf"):
        Path(name).touch()
    assert expanded(("*.conf",)) == ("[x].conf", "a.conf", "b.conf")
    assert expanded(("[x].conf", "*.yaml", "-", ".")) == ("[x].conf", "*.yaml", "-", ".")


@on_windows
def test_a_pattern_is_checked(portlens: Portlens) -> None:
    Path("x.nginx").write_text(BAD)
    Path("y.nginx").write_text(BAD)
    assert len(portlens("check", "--output-format", "concise", "*.nginx").out.splitlines()) == 2
    assert portlens("check", "*.yaml").err == "portlens: *.yaml: no such file or folder\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_elsewhere_the_shell_has_done_so(portlens: Portlens) -> None:
    for name in ("*.nginx", "y.nginx"):
        Path(name).write_text(BAD)
    assert len(portlens("check", "--output-format", "concise", "*.nginx").out.splitlines()) == 1


@pytest.mark.parametrize(("menus", "language"), [(0x0411, "ja"), (0x0409, "en"), (0x0407, "en")])
def test_the_language_is_that_of_the_menus(
    monkeypatch: pytest.MonkeyPatch, menus: int, language: str
) -> None:
    ctypes = pytest.importorskip("ctypes")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    kernel = type("Kernel", (), {"GetUserDefaultUILanguage": staticmethod(lambda: menus)})
    windll = type("WinDLL", (), {"kernel32": kernel})
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    monkeypatch.setattr("portlens.cli.arguments.os.name", "nt")
    assert language_of("") == language


@on_windows
def test_a_file_that_is_read_is_written(tmp_path: Path) -> None:
    path = tmp_path / "nginx.conf"
    assert write(str(path), "a\n") is None
    assert rewrite(str(path), "a\n", "b\r\n") is None
    assert path.read_bytes() == b"b\r\n"
    with path.open("rb"):
        assert rewrite(str(path), "b\r\n", "c\n") is not None
    assert path.read_bytes() == b"b\r\n"
    assert [each.name for each in tmp_path.iterdir()] == ["nginx.conf"]


@on_windows
def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    many = "".join(f"server {{ listen {port}; }}\n" for port in range(70000, 74000))
    (tmp_path / "nginx.conf").write_text(many)
    words = [sys.executable, "-m", "portlens", "check", "--all", "."]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ran:
        assert ran.stdout
        assert ran.stderr
        ran.stdout.read(10)
        ran.stdout.close()
        told = ran.stderr.read()
    assert (ran.returncode, told) == (141, b"")
