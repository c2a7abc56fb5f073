"""Starting Python in WebAssembly, by Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
EXTENSION = PROJECT / "vscode-extension"
BUNDLED = EXTENSION / "bundled" / "wasm"  # the Python that users get
WHOLE = EXTENSION / "node_modules" / "pyodide"  # the same with all of its library
RUN = Path(__file__).with_name("run.mjs")

MINUTES = 15


def needs_node() -> str:
    """Return the path of Node; skip the test where it, or what it is to run, is not there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node.js, which runs WebAssembly")
    if not (BUNDLED / "portlens.zip").is_file() or not WHOLE.is_dir():
        pytest.skip("the extension is not built: make vsix")
    return node


def run(runtime: Path, script: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script in the Pyodide of `runtime`, in the project's folder; return what came of it."""
    command = [needs_node(), str(RUN), str(runtime), str(script), *words]
    return subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=MINUTES * 60, check=False
    )
