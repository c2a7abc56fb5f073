"""Build what judges Kubernetes manifests, out of Debian's sources: run it as a script.

It needs root for Debian's Go compiler, and some minutes. The judge is kept in .cache/, which git
does not see; its verdicts on the manifests of round 0 stand in kubernetes.tsv, so that nobody needs
it for these.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

VERSION = "1.20.2"
_COMPILER = "golang-1.19-go"
_HERE = Path(__file__).parent
JUDGE = _HERE.parents[1] / ".cache" / f"kubernetes-{VERSION}-judge"


def build() -> Path:
    """Return the path of the judge, built if it is not there yet."""
    if JUDGE.exists():
        return JUDGE
    JUDGE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = _sources(folder)
        command = tree / "cmd" / "judge"
        command.mkdir()
        shutil.copy(_HERE / "kubernetes" / "judge.go", command)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", _COMPILER]
        subprocess.run(install, check=True)
        go = Path("/usr/lib/go-1.19/bin/go")
        subprocess.run(
            [go, "build", "-o", folder / "judge", "./cmd/judge"],
            cwd=tree,
            env={
                "GOCACHE": str(folder / "cache"),
                **os.environ,
                "GO111MODULE": "off",
                "GOPATH": str(folder),
                "CGO_ENABLED": "0",
            },
            check=True,
        )
        shutil.move(folder / "judge", JUDGE)
    return JUDGE


def _sources(folder: Path) -> Path:
    """Return the sources of Kubernetes, where its packages are looked for below `folder`."""
    lists = folder / "lists"
    for each in ("parts", "lists/partial", "archives/partial", "src/k8s.io"):
        (folder / each).mkdir(parents=True)
    for each in Path("/etc/apt").glob("sources.list.d/*.sources"):  # Debian's own, of this machine
        text = re.sub("(?m)^Types: deb$", "Types: deb-src", each.read_text())
        (folder / "parts" / each.name).write_text(text)
    options = [
        *("-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={folder}/parts"),
        *("-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={folder}"),
    ]
    subprocess.run(["apt-get", *options, "-qq", "update"], check=True)
    fetch = ["apt-get", *options, "-qq", "source", "--download-only", "kubernetes"]
    subprocess.run(fetch, cwd=folder, check=True)
    archive = next(folder.glob("kubernetes_*.orig.tar.gz"))
    subprocess.run(["tar", "-xzf", archive, "-C", folder], check=True)
    tree = folder / "src" / "k8s.io" / "kubernetes"
    (folder / f"kubernetes-{VERSION}").rename(tree)
    return tree


if __name__ == "__main__":
    print(build())  # noqa: T201 - whoever runs it wants to know
