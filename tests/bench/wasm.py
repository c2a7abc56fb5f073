"""The server in WebAssembly beside what an editor may ask of it, in a thread and in a browser."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.measure import Missing, Row

HERE = Path(__file__).parent
EXTENSION = HERE.parents[1] / "vscode-extension"
# What is measured, in which unit, and how much of it will do.
LIMITS = (
    ("start", "start → answer to `initialize`, processor time", "ms", 3000),
    ("first", "start → first hover, processor time", "ms", 5000),
    ("later", "warm hover, processor time", "ms", 20),
    ("memory", "memory after a hundred hovers", "MB", 400),
)
SIZES = (("portlens.vsix", "size of the .vsix", 9), ("portlens.tgz", "size of the npm package", 9))


def run() -> list[Row | Missing]:
    """Measure what was built; nothing is built here."""
    node = shutil.which("node")
    if node is None or not (EXTENSION / "dist" / "webWorker.js").exists():
        return [Missing("WebAssembly", "make vsix npm, and Node.js 20")]
    rows: list[Row | Missing] = []
    for place in ("thread", "browser"):
        ran = subprocess.run(
            [node, HERE / "_wasm.mjs", place], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            rows.append(Missing(f"WebAssembly, {place}", "a Chromium: make e2e"))
            continue
        figures = json.loads(ran.stdout)
        for name, measure, unit, limit in LIMITS:
            said = f"WebAssembly, {place}: {measure}"
            rows.append(Row(said, figures[name], limit, "the limit", 1, unit))
    for name, measure, limit in SIZES:
        path = EXTENSION / name
        if path.exists():
            rows.append(Row(measure, path.stat().st_size / 1e6, limit, "the limit", 1, "MB"))
        else:
            rows.append(Missing(measure, "make vsix npm"))
    return rows
