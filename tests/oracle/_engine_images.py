"""Images out of nothing: a static busybox, and Debian's nginx with the libraries that it needs."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tests.oracle.get_engine import FOLDER

BUSYBOX = "portlens/busybox"
NGINX = "nginx"  # called as the official image, which it is made to resemble
_APPLETS = ("sh", "sleep", "nc", "httpd", "nslookup", "cat")
_CONFIGURATION = """
worker_processes 1;
events {}
http {
    include /etc/nginx/mime.types;
    include /etc/nginx/conf.d/*.conf;
}
"""


def archives(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield of each image its name, an archive of its files made in `folder`, and its command."""
    root = folder / "root"
    (root / "bin").mkdir(parents=True)
    (root / "tmp").mkdir()
    shutil.copy(FOLDER / "bin" / "busybox", root / "bin" / "busybox")
    for applet in _APPLETS:
        (root / "bin" / applet).symlink_to("busybox")
    yield BUSYBOX, _archive(root, folder / "busybox.tar"), '["/bin/sh"]'
    _add_nginx(root)
    command = '["/bin/nginx", "-g", "daemon off;"]'
    yield NGINX, _archive(root, folder / "nginx.tar"), command


def _archive(root: Path, path: Path) -> Path:
    with tarfile.open(path, "w") as tar:
        tar.add(root, "/")
    return path


def _add_nginx(root: Path) -> None:
    configuration = root / "etc" / "nginx"
    (configuration / "conf.d").mkdir(parents=True)
    shutil.copy(FOLDER / "etc" / "nginx" / "mime.types", configuration / "mime.types")
    (configuration / "nginx.conf").write_text(_CONFIGURATION)
    (configuration / "conf.d" / "default.conf").write_text("server { listen 80; }\n")
    (root / "etc" / "passwd").write_text("root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n")
    (root / "etc" / "group").write_text("root:x:0:\nnogroup:x:65534:\n")
    for name in ("var/log/nginx", "var/lib/nginx", "run"):
        (root / name).mkdir(parents=True)
    program = FOLDER / "usr" / "sbin" / "nginx"
    shutil.copy(program, root / "bin" / "nginx")
    told = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    # A line reads "libz.so.1 => /lib/…/libz.so.1 (0x…)", the loader's own "/lib64/ld-… (0x…)".
    words = (word for line in told.splitlines() for word in line.split())
    for library in (word for word in words if word.startswith("/")):
        there = root / library.lstrip("/")
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, there)
