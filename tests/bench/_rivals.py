"""The programs that portlens is measured against: `python -m tests.bench._rivals` sets them up.

They stand in .cache/bench, in an environment of their own, since nginx-language-server wants an
older pygls. What npm holds needs Node.js; without it those on the PATH count.
"""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

HOME = Path(__file__).parents[2] / ".cache" / "bench"
PYTHON = HOME / "venv"
FROM_PYPI = ("compose-lint", "crossplane", "nginx-language-server", "yamllint")
FROM_NPM = ("@vscode/ripgrep", "dclint", "yaml-language-server")


def rival(name: str) -> str | None:
    """Return the path of the program `name`; None where there is none."""
    places = [PYTHON / "bin", HOME / "node_modules" / ".bin"]
    places += (HOME / "node_modules" / "@vscode").glob("ripgrep-*/bin")
    return shutil.which(name, path=":".join(map(str, places))) or shutil.which(name)


def crossplane() -> Path | None:
    """Return the folder that crossplane is imported from."""
    packages = sysconfig.get_path("purelib", vars={"base": str(PYTHON)})
    return Path(packages) if Path(packages, "crossplane").exists() else None


def set_up() -> None:
    """Install all of them."""
    venv.create(PYTHON, with_pip=True)
    pip = [str(PYTHON / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", *FROM_PYPI], check=True)
    npm = shutil.which("npm")
    if npm is None:
        sys.stderr.write(f"without npm there is no {', '.join(FROM_NPM)}\n")
        return
    quiet = ("--silent", "--no-audit", "--no-fund")
    subprocess.run([npm, "install", *quiet, "--prefix", str(HOME), *FROM_NPM], check=True)


if __name__ == "__main__":
    set_up()
