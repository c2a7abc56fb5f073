"""The files: what this machine has anyway, and real configurations from public repositories."""

import csv
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
MACHINE = ("/etc", "/usr/share", "/usr/lib/python3", "/usr/lib/python3*.*", "/usr/lib/node_modules")
FORMATS = {"nginx": "nginx", "compose": "compose", "services": "services"}
LARGEST = 1024 * 1024  # bytes; a hook is given larger files too, but nobody reads those


def machine() -> list[Path]:
    """Return the folders to look through: the system's, and the packages beside this Python."""
    packages = Path(sysconfig.get_paths()["purelib"])
    node = Path(__file__).parents[2] / "vscode-extension" / "node_modules"
    system = (path for glob in MACHINE for path in sorted(Path("/").glob(glob[1:])))
    return [path for path in (*system, packages, node) if path.is_dir() and not path.is_symlink()]


def texts(root: Path) -> Iterator[Path]:
    """Yield the regular text files below `root`, as pre-commit hands them to a hook."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                continue
            try:
                with path.open("rb") as file:
                    is_text = b"\0" not in file.read(1024)
                if is_text and path.stat().st_size <= LARGEST:
                    yield path
            except OSError:
                continue  # not ours to read


def corpus(folder: Path) -> dict[Path, str]:
    """Lay out the corpus below `folder` as its repositories have it.

    Return each file with its format; without a corpus beside the project there is none.
    """
    index = CORPUS / "INDEX.csv"
    if not index.is_file():
        sys.stderr.write(f"the corpus of real files is not there: {CORPUS}\n")
        return {}
    found: dict[Path, str] = {}
    with index.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["repository"].replace("/", "__") / row["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CORPUS / row["file"], path)
            found[path] = _format(row["file"], path)
    return found


def _format(file: str, path: Path) -> str:
    kind = file.partition("/")[0]
    return FORMATS.get(kind) or ("sshd_config" if "sshd" in str(path) else "ssh_config")
