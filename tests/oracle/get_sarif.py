"""Fetch what SARIF is held against in tests: `python tests/oracle/get_sarif.py`.

From npm come the schema that OASIS published (in @microsoft/jest-sarif) and Microsoft's
validator, which also knows what GitHub asks for. Both are kept in .cache/, which git does not
see, and never shipped.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache"
SCHEMA = CACHE / "sarif-2.1.0.json"
VALIDATOR = CACHE / "sarif-multitool-5.7.0"


def schema() -> Path:
    """Return the path of the schema, after a download if it is not there yet."""
    if not SCHEMA.exists():
        with tempfile.TemporaryDirectory() as folder:
            package = _unpacked("@microsoft/jest-sarif@1.0.0-beta.0", Path(folder))
            shutil.copyfile(package / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json", SCHEMA)
    return SCHEMA


def validator() -> Path:
    """Return the path of the validator (Linux on x86-64), after a download if need be."""
    program = VALIDATOR / "Sarif.Multitool"
    if not program.exists():
        with tempfile.TemporaryDirectory() as folder:
            package = _unpacked("@microsoft/sarif-multitool-linux@5.7.0", Path(folder))
            (package / program.name).chmod(0o755)
            shutil.copytree(package, VALIDATOR)
    return program


def _unpacked(package: str, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm")
    CACHE.mkdir(exist_ok=True)
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), package]
    subprocess.run(command, check=True, cwd=folder, timeout=300, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as tar:
        tar.extractall(folder)
    return folder / "package"


if __name__ == "__main__":
    sys.stdout.write(f"{schema()}\n{validator()}\n")
