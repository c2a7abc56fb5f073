"""Hostile texts: what no editor and no attacker may break a reader with.

Two kinds, in equal parts: words of the format's grammar and strange ones in any order, and the
fixtures of the format, damaged. The same seed gives the same text.
"""

from functools import lru_cache
from pathlib import Path
from random import Random

from tests._fixture import cases
from tests._marks import without_labels
from tests.fuzz._grammar import GRAMMAR

TESTS = Path(__file__).parents[1]

# What Python, YAML, C and an editor see in different ways.
STRANGE = (
    *("\0", "\t", "\v", "\f", "\r", "\r\n", "\n", "\n\n", " ", "   ", "\x85", "\xa0", "\u3000"),
    *("\u2028", "\ufeff", "\ufffc", "\ud800", "\udcff", "²", "①", "٣", "\u0660", "İ", "ß", "😀"),
    *("'", '"', "`", "\\", "$", "${", "}", "{{", "}}", "{%", "%}", "<%", "%>", "#", "# ", "//"),
    *("-", "+", "_", ",", ";", ":", "::", "/", "*", "?", "[", "]", "{", "(", ")", "|", ">", "<"),
    *("0", "00", "1", "22", "80", "8080", "65535", "65536", "70000", "-1", "+5", "0x50", "0120"),
    *("80-82", "82-80", "1-65535", "8080:80", "127.0.0.1", "[::1]", "0.0.0.0", "fe80::1%eth0"),
    *("9" * 4400, "0" * 4400, "a" * 300, "a.b", "localhost", "ssh", "http", "tcp", "udp", "/udp"),
    *("# portlens: ignore", "# portlens: ignore-file[", "# portlens: ignore[invalid-port]"),
)


@lru_cache(maxsize=8)
def fixtures(format_id: str) -> tuple[str, ...]:
    """Return the texts of the fixtures of a format, the shorter ones."""
    files = sorted([*TESTS.glob("rules/*.md"), *TESTS.glob("formats/**/*.md")])
    found = (
        without_labels(block.text)[0]
        for path in files
        for case in cases(path)
        for block in case.blocks
        if block.tag == format_id
    )
    return tuple(dict.fromkeys(text for text in found if len(text) < 1500))


def text(format_id: str, seed: int) -> str:
    """Return the hostile text of a seed."""
    random = Random(f"{format_id} {seed}")
    if random.random() < 0.5:
        return _any_words(format_id, random)
    return _damaged(random.choice(fixtures(format_id)), format_id, random)


def _any_words(format_id: str, random: Random) -> str:
    size = random.choice((1, 2, 3, 5, 8, 13, 30))
    return "".join(_word(format_id, random) for _ in range(size))


def _word(format_id: str, random: Random) -> str:
    word = random.choice(GRAMMAR[format_id] if random.random() < 0.7 else STRANGE)
    return word + random.choice(("", "", " ", "\n"))


def _damaged(whole: str, format_id: str, random: Random) -> str:
    found = whole
    for _ in range(random.choice((1, 1, 2, 4))):
        start = random.randint(0, len(found))
        stop = min(len(found), start + random.choice((0, 0, 1, 1, 3, 20)))
        match random.randrange(4):
            case 0:
                found = found[:start]
            case 1:
                found = found[:start] + found[stop:]
            case 2:
                found = found[:stop] + found[start:]
            case _:
                found = found[:start] + _word(format_id, random) + found[stop:]
    return found
