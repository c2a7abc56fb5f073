"""Throughput: `portlens check` of real Compose files in one run, beside linters' of the same."""

import sys
from pathlib import Path

from tests.bench._rivals import rival
from tests.bench.measure import Missing, Row, process, side_by_side

ROOT = Path(__file__).parents[2]
# Without the corpus, which is not part of the project, those of the examples.
CORPUS = ROOT.parent / "shared" / "corpus" / "compose"
EXAMPLES = ROOT / "examples"
LINTERS = {
    "yamllint": ("-d", "{extends: relaxed, rules: {line-length: disable}}"),
    "dclint": ("--quiet",),
    "compose-lint": (),
}
GOAL = 0.1


def run() -> list[Row | Missing]:
    """Measure whole processes, so that the start is part of each."""
    folder, pattern = (CORPUS, "*.y*ml") if CORPUS.exists() else (EXAMPLES, "*compose*.y*ml")
    files = sorted(map(str, folder.rglob(pattern)))
    command = str(Path(sys.executable).with_name("portlens"))
    check = process([command, "check", "--format", "compose", "--quiet", *files])
    measure = f"check of {len(files)} real compose files"
    rows: list[Row | Missing] = []
    for name, options in LINTERS.items():
        linter = rival(name)
        if linter is None:
            rows.append(Missing(measure, name))
            continue
        lint = process([linter, *options, *files])
        rows.append(Row(measure, *side_by_side(check, lint, rounds=3), name, GOAL))
    return rows
