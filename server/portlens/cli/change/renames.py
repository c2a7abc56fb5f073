"""Which files were renamed, by what is in them; it holds without git and for a working tree."""

from collections import Counter
from collections.abc import Mapping

from portlens.workspace.document import Document

MOST = 100  # files on each side that are held against each other line by line
ALIKE = 0.5  # of the lines of the longer one, as git counts


def renames(before: Mapping[str, Document], after: Mapping[str, Document]) -> dict[str, str]:
    """Return the new names of files that are gone, by their old ones.

    A file of the same text goes first, then the most alike of the same format. Files that are
    empty are not told apart.
    """
    gone = {path: document for path, document in before.items() if path not in after}
    come = {path: document for path, document in after.items() if path not in before}
    found: dict[str, str] = {}
    by_text: dict[str, list[str]] = {}
    for path in sorted(come, reverse=True):
        if come[path].text.strip():
            by_text.setdefault(come[path].text, []).append(path)
    for path in sorted(gone):
        alike = by_text.get(gone[path].text)
        if alike:
            found[path] = alike.pop()
    taken = set(found.values())
    old = [path for path in sorted(gone) if path not in found][:MOST]
    new = [path for path in sorted(come) if path not in taken][:MOST]
    lines = {path: _lines(come[path]) for path in new}
    shares = sorted(
        (-share, path, other)
        for path in old
        for mine in [_lines(gone[path])]
        for other in new
        if gone[path].format == come[other].format
        and (share := _share(mine, lines[other])) >= ALIKE
    )
    for _, path, other in shares:
        if path not in found and other not in taken:
            found[path] = other
            taken.add(other)
    return found


def _lines(document: Document) -> Counter[str]:
    return Counter(line for line in document.text.split("\n") if line.strip())


def _share(one: Counter[str], other: Counter[str]) -> float:
    longer = max(one.total(), other.total())
    return (one & other).total() / longer if longer else 0.0
