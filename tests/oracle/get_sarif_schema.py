"""Fetch the schema of SARIF 2.1.0 for tests: `python tests/oracle/get_sarif_schema.py`.

The npm package @microsoft/jest-sarif carries the schema that OASIS published. It is kept in
.cache/, which git does not see, and never shipped.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SCHEMA = Path(__file__).parents[2] / ".cache" / "sarif-2.1.0.json"


def fetch() -> Path:
    """Return the path of the schema, after a download if it is not there yet."""
    if SCHEMA.exists():
        return SCHEMA
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm")
    SCHEMA.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, PACKAGE]
        subprocess.run(command, check=True, cwd=folder, timeout=120, stdout=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            content = tar.extractfile(MEMBER)
            assert content is not None
            SCHEMA.write_bytes(content.read())
    return SCHEMA


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
