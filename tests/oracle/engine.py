"""A Docker Engine of our own: started, asked, and gone without a trace.

The daemon runs in namespaces of its own for the network, mounts and processes: what it publishes
takes no port of this machine, and when it is killed every container goes with it. It makes no
firewall rules; ports are published by docker-proxy alone, which is enough for "port is already
allocated", for the Engine's own DNS and for "connection refused".
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tests.oracle._engine_images import archives
from tests.oracle.get_compose import BINARY
from tests.oracle.get_engine import DAEMON, FOLDER

TOO_LONG = 124  # the status of what took more than a minute
_FORK = ("--mount-proc", "--fork", "--kill-child")
NOBODY = Path(__file__).with_name("_nobody.py")
_START = """
ip link set lo up
ip address add 10.200.0.53 dev lo
"$1" "$2" &
exec dockerd --host unix://$0/socket --data-root $0/data --exec-root $0/exec --pidfile $0/pid \
  --dns 10.200.0.53 --iptables=false --ip6tables=false --storage-driver=vfs --bip 172.31.9.1/24 \
  --default-address-pool base=10.201.0.0/16,size=26
"""


class Engine(NamedTuple):
    """A running daemon; `host` is what DOCKER_HOST is to be."""

    host: str

    def said(self, arguments: list[str | Path], folder: Path | None = None) -> "Said":
        """Run a client of the daemon and return what it said; 124 where it took a minute."""
        try:
            done = subprocess.run(
                ["timeout", "60", *arguments],
                cwd=folder,
                env={"PATH": _path(), "HOME": "/nonexistent", "DOCKER_HOST": self.host},
                capture_output=True,
                check=False,
                timeout=70,
            )
        except subprocess.TimeoutExpired:
            return Said(TOO_LONG, "", "no answer")
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace"))

    def docker(self, *arguments: str) -> "Said":
        """Run the plain client."""
        return self.said([FOLDER / "usr" / "bin" / "docker", *arguments])

    def compose(self, folder: Path, *arguments: str) -> "Said":
        """Run docker-compose in a project's folder."""
        return self.said([BINARY, "--ansi", "never", "--progress", "quiet", *arguments], folder)


class Said(NamedTuple):
    """Exit status, standard output and standard error."""

    status: int
    output: str
    error: str


@contextmanager
def engine() -> Iterator[Engine]:
    """Yield a running Engine with the images; skip the test where there can be none."""
    _look_around()
    with tempfile.TemporaryDirectory(prefix="engine-") as place:
        log = Path(place, "log")
        # Whatever happens to the tests, the daemon does not outlive them.
        command = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--pid"]
        with log.open("wb") as output:
            daemon = subprocess.Popen(
                [*command, *_FORK, "bash", "-c", _START, place, sys.executable, NOBODY],
                env={"PATH": _path()},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            running = Engine(f"unix://{place}/socket")
            _wait(running, daemon, log)
            for name, archive, runs in archives(Path(place)):
                told = running.docker("import", "--change", f"CMD {runs}", str(archive), name)
                assert not told.status, told.error
            yield running
        finally:
            os.killpg(daemon.pid, signal.SIGTERM)
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(daemon.pid, signal.SIGKILL)
                daemon.wait()


def _look_around() -> None:
    """Skip where root, the programs or namespaces are missing."""
    if os.geteuid():
        _skip("only root can start a Docker Engine")
    if not DAEMON.exists():
        _skip("run tests/oracle/get_engine.py for the Docker Engine (Debian 12)")
    if not BINARY.exists():
        _skip("run tests/oracle/get_compose.py for docker-compose")
    for name, package in ("iptables", "iptables"), ("ip", "iproute2"), ("unshare", "util-linux"):
        if not shutil.which(name, path=_path()):
            _skip(f"{name} is not installed here: apt-get install {package}")
    if subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode:
        _skip("this machine gives no network namespaces")


def _skip(reason: str) -> NoReturn:
    """Skip; where everything has to be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _path() -> str:
    own = (FOLDER / "usr" / "bin", FOLDER / "usr" / "sbin", FOLDER / "bin")
    return os.pathsep.join([*map(str, own), "/usr/sbin", "/usr/bin", "/sbin", "/bin"])


def _wait(running: Engine, daemon: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return as soon as the daemon answers."""
    end = time.monotonic() + 40
    while time.monotonic() < end and daemon.poll() is None:
        if not running.docker("version").status:
            return
        time.sleep(0.2)
    raise AssertionError("the Engine did not start: " + log.read_text("utf-8", "replace")[-1500:])
