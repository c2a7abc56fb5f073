"""Texts with marks in them.

`<|>` is the cursor. A line whose first visible character is a caret labels the line above it:

    listen 80000;
           ^^^^^ error[port-out-of-range]: 80000 is not a port: the highest is 65535

Both kinds of mark are taken out before the text is read, so a fixture needs no comment syntax.
"""

import re
from typing import NamedTuple

CURSOR = "<|>"

_LABEL = re.compile(r"^[ \t]*(\^+)[ \t]+(\S.*)$")


class Label(NamedTuple):
    """What a caret line says of the line above: 0-based line, columns in code points."""

    line: int
    start: int
    end: int
    text: str


def without_cursor(text: str) -> tuple[str, int]:
    """Return the text without its one cursor mark, and the cursor's offset."""
    before, mark, after = text.partition(CURSOR)
    assert mark, "the text has no cursor mark"
    assert CURSOR not in after, "the text has two cursor marks"
    return before + after, len(before)


def without_labels(text: str) -> tuple[str, list[Label]]:
    """Return the text without its caret lines, and what they say."""
    kept: list[str] = []
    labels: list[Label] = []
    for line in text.split("\n"):
        match = _LABEL.match(line)
        if match and kept:
            labels.append(Label(len(kept) - 1, match.start(1), match.end(1), match[2].strip()))
        else:
            kept.append(line)
    return "\n".join(kept), labels


def with_labels(text: str, labels: list[Label]) -> str:
    """Return the text with its labels written below their lines: the inverse of the above."""
    written: list[str] = []
    for number, line in enumerate(text.split("\n")):
        written.append(line)
        written += [
            " " * label.start + "^" * max(1, label.end - label.start) + " " + label.text
            for label in sorted(labels)
            if label.line == number
        ]
    return "\n".join(written)
