"""Print what CHANGELOG.md says of the version that is about to be released.

`python release/notes.py` takes the section of this version, or `Unreleased` where there is none
yet; `python release/notes.py v1.2.3` insists that the tag is that of this version and that the
section is there. Ends with 1, and says why, where it is not.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """Print the notes; return the exit status."""
    now = version()
    if words and words[0] != f"v{now}":
        print(f"the tag is {words[0]}, the version is {now}: see server/portlens/__init__.py")
        return 1
    found = sections((ROOT / "CHANGELOG.md").read_text("utf-8"))
    text = found.get(now) if words else found.get(now, found.get("Unreleased"))
    if not text:
        print(f"CHANGELOG.md has no section `## {now}`")
        return 1
    print(text)
    return 0


def version() -> str:
    """Return the version of this tree, from the one place where it stands."""
    text = (ROOT / "server" / "portlens" / "__init__.py").read_text("utf-8")
    (found,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(found)


def sections(changelog: str) -> dict[str, str]:
    """Return the text of each version's section by the version, without dates and empty lines."""
    parts = re.split(r"^## \[?([^\s\]]+)\]?.*$", changelog, flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
