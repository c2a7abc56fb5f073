"""What .gitignore files leave out.

Source: gitignore(5). Only the rules that speak of names are needed here: a folder that is
left out is not entered, so nothing below it can be brought back, as in git itself.
"""

# ruff: noqa: PTH110 - pathlib costs 5 ms at the start of a check

import os
import posixpath
import re
from collections.abc import Iterator
from itertools import count

from portlens.formats._glob import FOLDERS, STAR, expression
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.files import DiskFiles, Unreadable

_LONGEST = 4096  # characters of a pattern; no path is longer


class IgnoreRule(NamedTuple):
    """One line: the names or paths it means, and whether it leaves out or brings back."""

    pattern: re.Pattern[str]
    is_path: bool  # held against the path below the file's folder, else against the name
    only_folders: bool
    brings_back: bool


class IgnoreFile(NamedTuple):
    """The rules of one file; `folder` ends with a slash."""

    folder: str
    rules: tuple[IgnoreRule, ...]


def ignored(path: str, files: tuple[IgnoreFile, ...], *, is_folder: bool) -> bool:
    """Tell whether the last rule that speaks of `path`, in the deepest file, leaves it out."""
    name = posixpath.basename(path)
    for file in reversed(files):
        below = path[len(file.folder) :]
        for rule in reversed(file.rules):
            if rule.only_folders and not is_folder:
                continue
            if rule.pattern.fullmatch(below if rule.is_path else name):
                return not rule.brings_back
    return False


def ignore_files_above(folder: str) -> tuple[IgnoreFile, ...]:
    """Return the files that hold in `folder` without standing in it, from the repository's root.

    Outside of a repository there are none.
    """
    found: list[IgnoreFile] = []
    above = folder
    while not os.path.exists(f"{above}/.git"):
        parent = posixpath.dirname(above)
        if parent == above:
            return ()
        above = parent
        found += ignore_file(above)
    found += ignore_file(above, "/.git/info/exclude")
    return tuple(reversed(found))


def ignore_file(folder: str, name: str = "/.gitignore") -> Iterator[IgnoreFile]:
    """Yield the ignore file of `folder`, if there is one that can be read."""
    folder = folder.rstrip("/")
    text = DiskFiles().read(folder + name)
    if not isinstance(text, Unreadable):
        yield IgnoreFile(folder + "/", tuple(ignore_rules(text)))


def ignore_rules(text: str) -> Iterator[IgnoreRule]:
    """Yield the rules of an ignore file's text, in its order."""
    for written in text.replace("\r\n", "\n").split("\n"):
        if not written or written.startswith("#") or len(written) > _LONGEST:
            continue
        line = re.sub(r"(?<!\\)[ \t]+$", "", written)
        if not line:
            continue
        brings_back = line.startswith("!")
        glob = line[1:] if brings_back else line
        only_folders = glob.endswith("/")
        glob = glob.rstrip("/")
        parts = _parts(glob.removeprefix("/"))
        if parts is None:
            continue
        try:
            pattern = re.compile(expression(parts, count()))
        except re.error:  # a class such as [z-a]: nobody means it
            continue
        if glob:
            yield IgnoreRule(pattern, "/" in glob, only_folders, brings_back)


def _parts(glob: str) -> list[str] | None:
    """Return the parts of `glob`; None where git lets it match nothing."""
    parts: list[str] = []
    index = 0
    while index < len(glob):
        rest = glob[index:]
        in_class = re.match(r"\[(!|\^)?(\]?[^\]]*)\]", rest)
        if rest.startswith("**/") and (not index or glob[index - 1] == "/"):
            parts.append(FOLDERS)
            while glob.startswith("**/", index):  # several say what one says
                index += 3
        elif rest == "**" and index and glob[index - 1] == "/":
            parts.append("(?s:.+)")
            index += 2
        elif rest.startswith("*"):
            parts.append(STAR)
            index += len(rest) - len(rest.lstrip("*"))
        elif rest.startswith("?"):
            parts.append("[^/]")
            index += 1
        elif in_class:
            inside = re.sub(r"([\[\\&~|]|(?<=-)-)", r"\\\1", in_class[2])
            parts.append(f"(?!/)[{'^' if in_class[1] else ''}{inside}]")
            index += in_class.end()
        elif rest.startswith("["):
            return None  # a class that is not closed
        else:
            escaped = rest.startswith("\\") and len(rest) > 1
            parts.append(re.escape(rest[1] if escaped else rest[0]))
            index += 2 if escaped else 1
    return parts
