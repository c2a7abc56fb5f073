"""Fetch a real Docker Engine for the tests that ask it: `python tests/oracle/get_engine.py`.

Debian's packages are unpacked into .cache/, which git does not see; nothing is installed. The
Engine is used by root alone, since it makes namespaces and bridges.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".cache" / "engine"
PACKAGES = ("docker.io", "containerd", "runc", "busybox-static", "nginx", "nginx-common")
DAEMON = FOLDER / "usr" / "sbin" / "dockerd"


def fetch() -> Path:
    """Return the folder of the unpacked programs, after a download if they are not there yet."""
    if not DAEMON.exists():
        packages = FOLDER / "packages"
        packages.mkdir(parents=True, exist_ok=True)
        # apt-get downloads as a user of its own, who may not write here: its notice says no more.
        command = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *PACKAGES]
        subprocess.run(command, cwd=packages, check=True, timeout=600)
        for package in sorted(packages.glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, FOLDER], check=True)
    return FOLDER


if __name__ == "__main__":
    sys.stdout.write(f"{fetch()}\n")
