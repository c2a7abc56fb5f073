"""File patterns as editors write them: `*`, `**`, `?`, `{a,b}`; and how any pattern is matched."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, islice

# The parts of a pattern that `expression` knows by themselves; all others match one character.
STAR = "[^/]*"
FOLDERS = "(?:[^/]*/)*"  # any number of folders: a segment `**`

# Braces multiply: `{a,b}{a,b}…` twenty times would be a million patterns.
MOST_ALTERNATIVES = 1000
_DEEPEST = 20  # braces in braces


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one expression that fully matches the paths of any of `patterns`, those of formats.

    Those that begin in any folder share that beginning, so that a path is searched for
    folders once and not once for each pattern. It is slow to compile, and so for those who need
    an expression; `Globs` says the same. Patterns of users go to `matches`.
    """
    anywhere: list[str] = []
    others: list[str] = []
    for pattern in patterns:
        if "/" in pattern and not pattern.startswith("**/"):
            others.append("".join(_parts(pattern.removeprefix("/"))))
        else:
            anywhere.append("".join(_parts(pattern.removeprefix("**/"))))
    shared = f"(?:.*/)?(?:{'|'.join(anywhere)})" if anywhere else "(?!)"
    return re.compile("|".join([shared, *others]))


def matches(path: str, pattern: str) -> bool:
    """Tell, in linear time, whether `path` (with forward slashes) is one that `pattern` means.

    A pattern without a slash names a file in any folder. A segment `**` stands for any number
    of folders, `*` and `?` stop at a slash. Case counts, as it does on Linux.
    """
    path = path.removeprefix("/")
    return any(path.endswith(end) and _is_meant(path, one) for end, one in _with_ends(pattern))


class Globs:
    """Patterns of which any may mean a path, which is held only against those that end as it does.

    Nothing is compiled for them before a path comes that one of them may mean.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_end: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
        for pattern in patterns:
            for end, one in _with_ends(pattern):
                # The words that are certain of its paths, before the end.
                words = _words(one)[: -1 if end else None]
                self._by_end.setdefault(end[-_END:], []).append((end, words, one))

    def mean(self, path: str) -> bool:
        """Tell whether one of them `matches` the path."""
        path = path.removeprefix("/")
        # Written out, without generators: of a folder's thousand names each is held against fifty
        # patterns that may end with anything.
        for length in range(min(_END, len(path)) + 1):
            for end, words, one in self._by_end.get(path[len(path) - length :], ()):
                if not path.endswith(end):
                    continue
                for word in words:
                    if word not in path:
                        break
                else:
                    if _compiled(one).fullmatch(path) is not None:
                        return True
        return False


_END = 3  # characters


def _is_meant(path: str, pattern: str) -> bool:
    # Formats have patterns of hundreds of alternatives: few are ever worth an expression.
    words = _words(pattern)
    return (
        len("".join(words)) <= len(path)
        and all(word in path for word in words)
        and _compiled(pattern).fullmatch(path) is not None
    )


@lru_cache(maxsize=256)
def _with_ends(pattern: str) -> tuple[tuple[str, str], ...]:
    """Return the alternatives of `pattern`, each behind what its paths certainly end with."""
    if "/" not in pattern:
        pattern = "**/" + pattern
    return tuple(
        (one[max(one.rfind("*"), one.rfind("?"), one.rfind("/")) + 1 :], one)
        for one in alternatives(pattern.removeprefix("/"))
    )


@lru_cache(maxsize=1024)
def _words(pattern: str) -> tuple[str, ...]:
    """Return what is certain to stand in a path of `pattern`, one behind the other."""
    return tuple(filter(None, pattern.replace("*", "/").replace("?", "/").split("/")))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(expression(list(_parts(pattern, has_braces=False)), count()))


def expression(parts: Sequence[str], numbers: Iterator[int]) -> str:
    """Return the regular expression of a pattern's parts, which takes no second thoughts.

    Folders that other folders follow, and a star that another one follows, stop at the first
    place where what is between fits: a later place cannot fit any better, and trying them all
    takes years for `*a*a*a*a*a*a*b`. `FOLDERS` stands at the beginning or behind a slash.
    `numbers` give the groups of one expression their names.
    """
    pieces: list[str] = []
    chunk: list[str] = []
    last = max((index for index, part in enumerate(parts) if part == FOLDERS), default=-1)
    for index, part in enumerate(parts):
        if part == FOLDERS:
            pieces.append(_at_first(chunk, numbers) if pieces or chunk else "")
            chunk = [] if index == last else [f"{FOLDERS}?"]
            if index == last:
                pieces.append(FOLDERS)
        else:
            chunk.append(part)
    return "".join((*pieces, *_segments(chunk, numbers)))


def _at_first(chunk: list[str], numbers: Iterator[int]) -> str:
    name = f"_{next(numbers)}"
    return f"(?=(?P<{name}>{''.join(_segments(chunk, numbers))}))(?P={name})"


def _segments(parts: Sequence[str], numbers: Iterator[int]) -> Iterator[str]:
    index = 0
    while index < len(parts):
        end = index + 1
        if parts[index] == STAR:
            while end < len(parts) and parts[end] not in {STAR, "/"}:
                end += 1
        piece = "".join(parts[index:end])
        if parts[index] == STAR and end < len(parts) and parts[end] == STAR:
            name = f"_{next(numbers)}"
            piece = f"(?=(?P<{name}>[^/]*?{piece.removeprefix(STAR)}))(?P={name})"
        yield piece
        index = end


def _parts(pattern: str, *, has_braces: bool = True) -> Iterator[str]:
    index = 0
    depth = 0
    while index < len(pattern):
        character = pattern[index]
        begins = not index or pattern[index - 1] == "/"
        if begins and pattern.startswith("**/", index):
            yield FOLDERS
            while pattern.startswith("**/", index):  # several say what one says
                index += 3
        elif character == "*":
            yield "(?s:.*)" if begins and pattern[index:] == "**" else STAR
            while pattern.startswith("*", index):
                index += 1
        else:
            index += 1
            if has_braces and (character == "{" or (depth and character in ",}")):
                depth += {"{": 1, ",": 0, "}": -1}[character]
                yield {"{": "(?:", ",": "|", "}": ")"}[character]
            else:
                yield "[^/]" if character == "?" else re.escape(character)
    yield ")" * depth


def alternatives(pattern: str) -> list[str]:
    """Return the patterns without braces that one with braces stands for.

    A brace that is not closed is closed at the end. Of more than `MOST_ALTERNATIVES` the rest
    is left out.
    """
    around: list[tuple[list[str], list[str]]] = []  # by open brace: what is before it, and in it
    found = [""]
    start = 0  # of what is the same in all that are found, and no brace or comma
    for index, character in enumerate(pattern):
        if character not in "{,}":
            continue
        if character == "{" and len(around) < _DEEPEST:
            before, start = _longer(found, pattern[start:index]), index + 1
            around.append((before, []))
            found = [""]
        elif character == "," and around:
            around[-1][1].extend(_longer(found, pattern[start:index]))
            start = index + 1
            found = [""]
        elif character == "}" and around:
            found = _closed(*around.pop(), _longer(found, pattern[start:index]))
            start = index + 1
    found = _longer(found, pattern[start:])
    while around:
        found = _closed(*around.pop(), found)
    return found


def _longer(found: list[str], by: str) -> list[str]:
    return [one + by for one in found] if by else found


def _closed(before: list[str], inside: list[str], last: list[str]) -> list[str]:
    every = (one + other for one in before for other in (*inside, *last))
    return list(islice(every, MOST_ALTERNATIVES))
