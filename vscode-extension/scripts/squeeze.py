"""Pack a .vsix anew as small as its form allows, which vsce does not: squeeze.py FILE."""

import sys
import zipfile
from pathlib import Path


def main(path: Path) -> None:
    """Write the same files in the same order."""
    smaller = path.with_suffix(".smaller")
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(smaller, "w") as target:
        for entry in packed.infolist():
            target.writestr(entry, packed.read(entry), zipfile.ZIP_DEFLATED, compresslevel=9)
    smaller.replace(path)


main(Path(sys.argv[1]))
