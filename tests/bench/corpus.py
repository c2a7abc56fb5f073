"""Throughput: `portlens check` of real Compose files in one run, beside yamllint's of the same."""

import shutil
import sys
from pathlib import Path

from tests.bench.measure import Missing, Row, process, side_by_side

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "compose"
QUIET = "{extends: relaxed, rules: {line-length: disable}}"


def run() -> list[Row | Missing]:
    """Measure whole processes, so that the start is part of both."""
    measure = "check of the corpus' compose files"
    beside = Path(sys.executable).with_name("yamllint")
    yamllint = str(beside) if beside.exists() else shutil.which("yamllint")
    if not CORPUS.exists():
        return [Missing(measure, "the corpus")]
    if yamllint is None:
        return [Missing(measure, "yamllint")]
    files = sorted(map(str, CORPUS.rglob("*.y*ml")))
    command = str(Path(sys.executable).with_name("portlens"))
    check = process([command, "check", "--format", "compose", "--quiet", *files])
    lint = process([yamllint, "-d", QUIET, *files])
    times = side_by_side(check, lint, rounds=5)
    return [Row(f"{measure} ({len(files)})", *times, "yamllint", 1)]
