"""Build into dist/ what a release consists of, and try it as users get it: `make dist`.

The wheel and the sdist, the .vsix where `make vsix` has built one, the npm package where `make npm`
has, their checksums, and the notes.
The wheel is installed into a bare environment with what PyPI gives; so this needs a network.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import notes

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
# Their versions do not stand in their names before.
BUILT = [ROOT / "vscode-extension" / name for name in ("portlens.vsix", "portlens.tgz")]


def main() -> int:
    """Build, try, and list; return the exit status."""
    shutil.rmtree(DIST, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", DIST], cwd=ROOT, check=True)
    for path in filter(Path.exists, BUILT):
        shutil.copy(path, DIST / f"{path.stem}-{notes.version()}{path.suffix}")
    (wheel,) = DIST.glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        try_in(Path(folder), wheel)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in packages()]
    (DIST / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8", newline="\n")
    print("\n".join(sums))
    return 0


def packages() -> list[Path]:
    """Return the files that people download, by name."""
    return sorted(
        path for path in DIST.iterdir() if path.suffix in {".whl", ".gz", ".vsix", ".tgz"}
    )


def try_in(folder: Path, wheel: Path) -> None:
    """Install the wheel into a bare environment in `folder`, and run it on the examples."""
    venv.create(folder, with_pip=True)
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(binaries / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    subprocess.run([*pip, "--quiet", wheel], check=True)
    portlens = binaries / "portlens"
    for words in ("--version", "check examples --fail-on never", "explain 5432"):
        subprocess.run([portlens, *words.split()], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
