"""File patterns as editors write them: `*`, `**`, `?`, `{a,b}`."""

import re
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=256)
def compile_glob(pattern: str) -> re.Pattern[str]:
    """Return an expression that fully matches the paths of `pattern`.

    A pattern without a slash names a file in any folder. `**/` stands for any number of
    folders, `*` and `?` stop at a slash. Case counts, as it does on Linux.
    """
    if "/" not in pattern:
        pattern = "**/" + pattern
    return re.compile(_translate(pattern.removeprefix("/")))


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one expression that fully matches the paths of any of `patterns`.

    Those that begin in any folder share that beginning, so that a path is searched for
    folders once and not once for each pattern.
    """
    anywhere: list[str] = []
    others: list[str] = []
    for pattern in patterns:
        if "/" in pattern and not pattern.startswith("**/"):
            others.append(_translate(pattern.removeprefix("/")))
        else:
            anywhere.append(_translate(pattern.removeprefix("**/")))
    shared = f"(?:.*/)?(?:{'|'.join(anywhere)})" if anywhere else "(?!)"
    return re.compile("|".join([shared, *others]))


def matches(path: str, pattern: str) -> bool:
    """Tell whether `path` (with forward slashes) is one that `pattern` means."""
    return compile_glob(pattern).fullmatch(path.removeprefix("/")) is not None


def _translate(pattern: str) -> str:
    parts: list[str] = []
    index = 0
    depth = 0
    while index < len(pattern):
        character = pattern[index]
        if pattern.startswith("**/", index):
            parts.append("(?:.*/)?")
            index += 3
            continue
        if pattern.startswith("**", index):
            parts.append(".*")
            index += 2
            continue
        if character == "{":
            parts.append("(?:")
            depth += 1
        elif character == "}" and depth:
            parts.append(")")
            depth -= 1
        elif character == "," and depth:
            parts.append("|")
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(character, re.escape(character)))
        index += 1
    return "".join(parts) + ")" * depth
