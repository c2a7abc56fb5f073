"""Finding names that somebody half remembers: by beginning, middle, letters in order, or a slip."""

from bisect import bisect_left
from typing import Literal, NamedTuple

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.table import Table

How = Literal["exact", "number", "prefix", "substring", "subsequence", "typo"]
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-"
_LONGEST = 32  # of the names that are worth trying slips on


class Match(NamedTuple):
    """A row that a search found: by which of its names, and how near that was."""

    key: str  # the name or alias that matched, case folded
    assignment: Assignment
    how: How


def search(table: Table, text: str, limit: int) -> list[tuple[str, int, How]]:
    """Return (key, row, how) of the best matches, each name of a port once, best first.

    Names that begin with the text come first, then those that hold it, then those that have its
    letters in this order, then those one slip of the keyboard away. Among equals, what people
    are likely to mean comes first, then the shorter name.
    """
    text = text.strip().casefold()
    found = _Found(table, limit)
    if not text:
        return found.matches
    if text.isascii() and text.isdigit():
        _add_numbers(table, text, found)
    keys = table.keys
    prefix = _prefix_range(keys, text)
    exact = [index for index in prefix if keys[index] == text]
    _add(table, exact, "exact", found)
    _add(table, prefix, "prefix", found)
    if not found.is_full:
        inside = [index for index, key in enumerate(keys) if text in key]
        _add(table, inside, "substring", found)
    if not found.is_full and len(text) > 2:
        _add(table, _subsequences(keys, text), "subsequence", found)
    if not found.is_full:
        for index in _one_slip_away(table, text):
            found.add(keys[index], table.key_rows[index], "typo")
    return found.matches


def nearest(table: Table, name: str, limit: int) -> tuple[str, ...]:
    """Return the names most like a mistyped one: one slip away first, then what a search gives."""
    text = name.strip().casefold()
    if not 0 < len(text) <= _LONGEST:
        return ()
    names = [table.keys[index] for index in _one_slip_away(table, text)]
    names += [key for key, _, _ in search(table, text, limit)]
    # Nothing is like it: offer what shares its beginning, the longest first.
    for length in range(len(text) - 1, 2, -1):
        if names:
            break
        shared = _by_fame(table, _prefix_range(table.keys, text[:length]))
        names += [table.keys[index] for index in shared]
    return tuple(dict.fromkeys(names))[:limit]


class _Found:
    """Matches in order, each name of a port once, and no more than asked for."""

    def __init__(self, table: Table, limit: int) -> None:
        self._table = table
        self.matches: list[tuple[str, int, How]] = []
        self._limit = limit
        self._seen: set[tuple[str, int]] = set()

    @property
    def is_full(self) -> bool:
        return len(self.matches) >= self._limit

    def add(self, key: str, row: int, how: How) -> None:
        place = (self._table.names[row].casefold(), self._table.first[row])
        if not self.is_full and place not in self._seen:
            self._seen.add(place)
            self.matches.append((key, row, how))


def _add(table: Table, indexes: "range | list[int]", how: How, found: _Found) -> None:
    for index in _by_fame(table, indexes):
        found.add(table.keys[index], table.key_rows[index], how)


def _by_fame(table: Table, indexes: "range | list[int]") -> list[int]:
    keys, fame = table.keys, table.key_fame
    return sorted(indexes, key=lambda index: (fame[index] == "0", len(keys[index]), keys[index]))


def _add_numbers(table: Table, digits: str, found: _Found) -> None:
    """Add the rows whose port begins with the digits: well known ports first, then by number."""
    rows: list[int] = []
    port, span = int(digits[:6]), 1
    while 0 < port <= 65535:
        start = bisect_left(table.first, port)
        rows += range(start, bisect_left(table.first, port + span))
        port, span = port * 10, span * 10
    known = table.known_ports
    for is_known in (True, False):
        for row in rows:
            if (table.first[row] in known) is is_known:
                found.add(table.names[row].casefold(), row, "number")


def _prefix_range(keys: list[str], text: str) -> range:
    # No key holds U+10FFFF, so this is past all that begin with the text.
    return range(bisect_left(keys, text), bisect_left(keys, text + "\U0010ffff"))


def _subsequences(keys: list[str], text: str) -> list[int]:
    """Return the keys that begin with the text's first letter and have all others in order."""
    found = []
    for index in _prefix_range(keys, text[0]):
        key, at = keys[index], 0
        for letter in text:
            at = key.find(letter, at) + 1
            if not at:
                break
        else:
            found.append(index)
    return found


def _one_slip_away(table: Table, text: str) -> list[int]:
    """Return the keys that one slip makes of the text, the likeliest slips first."""
    if not 3 <= len(text) <= _LONGEST:
        return []  # anything is near to two letters
    splits = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1]
    left_out = [left + letter + right for left, right in splits for letter in _ALPHABET]
    typed_twice = [left + right[1:] for left, right in splits if right]
    mistaken = [
        left + letter + right[1:] for left, right in splits if right for letter in _ALPHABET
    ]
    found: dict[int, None] = {}
    for attempts in (swapped + left_out, typed_twice, mistaken):
        hits = [bisect_left(table.keys, key) for key in attempts if key in table.key_set]
        found.update(dict.fromkeys(_by_fame(table, hits)))
    return list(found)
