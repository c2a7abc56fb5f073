"""pytest inside WebAssembly: what it needs there, and how it is started."""

import os
import shutil
import subprocess
import sys

from tests.wasm._run import EXTENSION, PROJECT, RUN, WHOLE

HOME = PROJECT / ".cache" / "wasm"
PACKAGES = HOME / "packages"
SUITE = RUN.with_name("_suite.py")
NEEDED = (
    *("pytest>=8.3", "pytest-asyncio", "hypothesis", "jsonschema", "markdown-it-py[linkify]"),
    *("pygls>=2.1,<2.2", "lsprotocol", "pyte"),
)
YAML = EXTENSION / "bundled" / "yaml"  # without its compiled part

# As much as the thread in an editor has; a page has less, see test_deep.
STACK = 64 * 1024 * 1024


def run_tests(node: str, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run pytest with these words, whose output goes where this program's goes."""
    if not PACKAGES.exists():
        set_up()
    paths = (PACKAGES, YAML, PROJECT / "server", PROJECT)
    chosen = ("-p", "no:cacheprovider", "-m", "not oracle and not editors and not wasm", *words)
    # What is for this Python is not for that one, which would look for paths before they are there.
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ours["PYTHONPYCACHEPREFIX"] = str(HOME / "compiled")
    return subprocess.run(
        [
            *(node, f"--stack-size={STACK // 1024 - 1000}", RUN, WHOLE, SUITE),
            *(os.pathsep.join(map(str, paths)), *chosen),
        ],
        cwd=PROJECT,
        env=ours,
        preexec_fn=widen,
        check=False,
    )


def set_up() -> None:
    """Fetch the packages, in what versions there are of them for every machine."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    anywhere = ("--platform", "any", "--implementation", "py", "--abi", "none")
    where = HOME / "unfinished"
    shutil.rmtree(HOME, ignore_errors=True)
    for_it = ("--python-version", "3.14", "--only-binary=:all:")
    done = subprocess.run(
        [*pip, "--target", where, *anywhere, *for_it, *NEEDED],
        check=False,
        capture_output=True,  # it complains of packages of another Python
        text=True,
    )
    if done.returncode:
        sys.exit(done.stderr)
    where.rename(PACKAGES)


def widen() -> None:
    """Let the program that begins use as much stack as it is told to."""
    import resource  # which Windows has not

    most = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (STACK if most < 0 else min(STACK, most), most))
