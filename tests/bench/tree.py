"""The walk: `portlens check` of a tree of 100,000 files, beside ripgrep's list of them."""

import random
import sys
import tempfile
from pathlib import Path

from tests.bench._rivals import rival
from tests.bench.measure import Missing, Row, process, side_by_side

FILES = 100_000
FOLDERS = 5_000
# What a repository of several languages holds; a handful of its files are configuration.
ENDINGS = (".py", ".ts", ".go", ".c", ".h", ".md", ".json", ".svg", ".txt", ".html")
CONFIGURATIONS = 40
# Where the files of a checked-out web application lie: nobody configures a machine in the last
# two, so portlens does not enter them; `rg -uu` does.
SHARES = {"src": 0.55, "node_modules": 0.35, ".git": 0.10}


def grow(root: Path) -> None:
    """Fill `root` with empty files in nested folders, and a few small Compose files."""
    dice = random.Random(80)
    for part, share in SHARES.items():
        (root / part).mkdir()
        folders = [root / part]
        for number in range(round(FOLDERS * share)):
            folder = dice.choice(folders[-400:]) / f"module{number}"
            folder.mkdir()
            folders.append(folder)
        for number in range(round(FILES * share)):
            (dice.choice(folders) / f"file{number}{dice.choice(ENDINGS)}").touch()
    folders = [folder for folder in (root / "src").rglob("*") if folder.is_dir()]
    for folder in dice.sample(folders, CONFIGURATIONS):
        (folder / "compose.yaml").write_text("services: {web: {ports: ['80:80']}}\n")


def run() -> list[Row | Missing]:
    """Measure the whole command: start, walk, and the check of what is found."""
    ripgrep = rival("rg")
    measure = "check of a 100,000-file tree"
    if not ripgrep:
        return [Missing(measure, "ripgrep")]
    with tempfile.TemporaryDirectory() as name:
        grow(Path(name))
        command = str(Path(sys.executable).with_name("portlens"))
        check = process([command, "check"], name)
        files = process([ripgrep, "--files", "-uu"], name)
        return [Row(measure, *side_by_side(check, files), "rg --files -uu", 1.2)]
