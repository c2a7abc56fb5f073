"""Texts with one to three accidents in them, from texts of the same format."""

import random
import re
from collections.abc import Callable, Sequence

_WORD = re.compile(r"[\w.*/$\[\]{}-]+|[^\w\s]|[ \t]+|\r\n|\n")
_NUMBER = re.compile(r"\d+")
_NUMBERS = ("0", "1", "22", "80", "443", "3306", "8000-8003", "65535", "65536", "70000", "080")
_SNIPPETS = (
    "#",
    " # note",
    '"',
    "'",
    "\t",
    "  ",
    "\n",
    ",",
    ":",
    "/",
    "/udp",
    "-",
    "é",
    "${P:-80}",
)

Accident = Callable[[list[str], random.Random, Sequence[str]], None]


def mutate(text: str, others: Sequence[str], seed: int) -> str:
    """Return `text` changed; `others` are texts of its format. The same seed does the same."""
    chance = random.Random(seed)
    words = _WORD.findall(text)
    for _ in range(chance.randint(1, 3)):
        if words:
            chance.choice(_ACCIDENTS)(words, chance, others)
    changed = "".join(words)
    if not chance.randrange(4):
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    return changed if chance.randrange(8) else changed.rstrip("\r\n")


def _lines(words: list[str]) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", "".join(words))


def _drop(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    del words[chance.randrange(len(words))]


def _double(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    at = chance.randrange(len(words))
    words[at:at] = words[at : at + chance.randint(1, 4)]


def _other_word(words: list[str], chance: random.Random, others: Sequence[str]) -> None:
    theirs = _WORD.findall(chance.choice(others)) or [""]
    words[chance.randrange(len(words))] = chance.choice(theirs)


def _snippet(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    words.insert(chance.randrange(len(words) + 1), chance.choice(_SNIPPETS))


def _number(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    places = [at for at, word in enumerate(words) if _NUMBER.search(word)]
    if places:
        at = chance.choice(places)
        own = _NUMBER.findall(words[chance.choice(places)])
        words[at] = _NUMBER.sub(chance.choice((*_NUMBERS, *own)), words[at], count=1)


def _double_line(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    lines = _lines(words)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    words[:] = lines


def _drop_line(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    lines = _lines(words)
    del lines[chance.randrange(len(lines))]
    words[:] = lines


def _other_line(words: list[str], chance: random.Random, others: Sequence[str]) -> None:
    lines = _lines(words)
    lines.insert(
        chance.randrange(len(lines) + 1), chance.choice(_lines([chance.choice(others)]) or [""])
    )
    words[:] = lines


def _join_lines(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    places = [at for at, word in enumerate(words) if word in {"\n", "\r\n"}]
    if places:
        words[chance.choice(places)] = " "


def _indent(words: list[str], chance: random.Random, _: Sequence[str]) -> None:
    lines = _lines(words)
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((" ", "  ", "\t")) + lines[at]
    words[:] = lines


_ACCIDENTS: tuple[Accident, ...] = (
    _drop,
    _double,
    _other_word,
    _snippet,
    _number,
    _number,
    _double_line,
    _drop_line,
    _other_line,
    _join_lines,
    _indent,
)
