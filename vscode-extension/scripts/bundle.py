"""Put the server, its catalogue and what it imports into bundled/, in pure Python.

One .vsix is for every platform, so nothing compiled may be inside. PyYAML has no pure wheel on
PyPI; without its one compiled module, a wheel of any platform is just that.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

EXTENSION = Path(__file__).resolve().parent.parent
SERVER = EXTENSION.parent / "server" / "portlens"
BUNDLED = EXTENSION / "bundled"
REQUIREMENTS = EXTENSION / "scripts" / "requirements.txt"
PYYAML = "PyYAML==6.0.3"

# In the packages but of no use here: programs, a former name of cattrs, its converters to
# formats that the protocol does not use, the stand-in for PyYAML's compiled module.
UNUSED = ("bin", "cattr", "cattrs/preconf", "_yaml")
USELESS_FILES = ("*.so", "*.pyd", "*.pyi", "*.typed")


def main() -> None:
    copy_server()
    shutil.copy(EXTENSION / "scripts" / "start.py", BUNDLED / "start.py")
    # Whoever tried the extension from here has compiled files beside the packages.
    for folder in ("libs", "yaml"):
        for compiled in [*(BUNDLED / folder).rglob("__pycache__")]:
            shutil.rmtree(compiled)
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    stamp = BUNDLED / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    install(BUNDLED / "libs", "--requirement", str(REQUIREMENTS), *ANY_PLATFORM)
    install(BUNDLED / "yaml", PYYAML)
    stamp.write_text(wanted)


def copy_server() -> None:
    target = BUNDLED / "server" / "portlens"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(SERVER, target, ignore=shutil.ignore_patterns("__pycache__", "*.typed"))


def install(folder: Path, *what: str) -> None:
    """Install packages into `folder`, less what is of no use; keep their licences beside them."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-compile", "--only-binary=:all:", "--target", str(folder)]
    subprocess.run([*pip, *options, *what], check=True)
    for name in UNUSED:
        shutil.rmtree(folder / name, ignore_errors=True)
    for pattern in USELESS_FILES:
        for path in folder.rglob(pattern):
            path.unlink()
    for metadata in folder.glob("*.dist-info"):
        name = metadata.name.split("-")[0].lower()
        keep_licences(metadata, BUNDLED / "licences" / name)
        shutil.rmtree(metadata)


def keep_licences(metadata: Path, target: Path) -> None:
    texts = [path for path in metadata.rglob("*") if path.name.upper().startswith("LICEN")]
    texts = [path for path in texts if path.is_file()]
    if not texts:
        raise SystemExit(f"{metadata.name} has no licence text")
    target.mkdir(parents=True, exist_ok=True)
    for text in texts:
        shutil.copy(text, target / f"{text.stem}.txt")


ANY_PLATFORM = (
    *("--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", "3.10"),
)

if __name__ == "__main__":
    main()
