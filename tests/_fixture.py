"""Markdown files whose fenced blocks are tests.

A heading starts a case, a sentence says what it shows, and each fenced block tagged with a
format id is one test:

    ```nginx
    listen 80000;
           ^^^^^ error[port-out-of-range]: 80000 is not a port: the highest is 65535
    ```

After the format id may stand `path=NAME`, and `nginx-version=1.22.1` and the like for
settings, the `encoding=utf-16-le` of the file, `line-ends=crlf`, or `last-line=open`, without which
the last line of a file whose program asks for it has its line break. Blocks of one heading that
name a path lie together in one folder and see each other; a block tagged `file path=.env` is such a
file without a test of its own.
"""

import re
from pathlib import Path
from typing import NamedTuple

_HEADING = re.compile(r"^(#+) +(.*)$")
_FENCE = re.compile(r"^(```+)(\S+)?(?: +(.*))?$")

FOLDER = "/site/"


class Block(NamedTuple):
    """One fenced block; `line` is that of its first line of text in the Markdown, 0-based."""

    tag: str
    options: dict[str, str]
    text: str
    line: int
    heading: str

    @property
    def path(self) -> str:
        """The block's place in its case's folder, or nothing."""
        path = self.options.get("path", "")
        return path if not path or path.startswith("/") else FOLDER + path


class Case(NamedTuple):
    """All blocks under one heading."""

    heading: str
    blocks: list[Block]


def cases(path: Path) -> list[Case]:
    """Return the cases of a Markdown file."""
    found: list[Case] = []
    inside: tuple[str, str, dict[str, str], int] | None = None
    kept: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").split("\n")):
        if inside:
            fence, tag, options, start = inside
            if line.strip() == fence:
                found[-1].blocks.append(
                    Block(tag, options, "\n".join(kept), start, found[-1].heading)
                )
                inside = None
            else:
                kept.append(line)
        elif heading := _HEADING.match(line):
            found.append(Case(heading[2].strip(), []))
        elif opening := _FENCE.match(line):
            assert found, f"{path}: a block stands before the first heading"
            inside = opening[1], opening[2] or "", _options(opening[3] or ""), number + 1
            kept = []
    assert inside is None, f"{path}: the last block is not closed"
    return found


def _options(text: str) -> dict[str, str]:
    return dict(word.partition("=")[::2] for word in text.split())


def rewrite(path: Path, changes: dict[int, tuple[int, str]]) -> None:
    """Put new texts in the place of blocks: first line → (number of lines, new text)."""
    lines = path.read_text("utf-8").split("\n")
    for start, (count, text) in sorted(changes.items(), reverse=True):
        lines[start : start + count] = text.split("\n")
    path.write_text("\n".join(lines), "utf-8")
