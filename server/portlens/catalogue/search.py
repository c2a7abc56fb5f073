"""Finding what somebody half remembers: a name, a slip of one, a number, a word of description."""

from bisect import bisect_left

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.description_search import described, served
from portlens.catalogue.table import Table
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

How = Literal[
    "task", "exact", "number", "prefix", "substring", "subsequence", "typo", "description"
]
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-"
_LONGEST = 32  # of the names that are worth trying slips on


class Match(NamedTuple):
    """A row that a search found: by which of its names, and how near that was."""

    key: str  # the name or alias that matched, case folded
    assignment: Assignment
    how: How


def search(table: Table, text: str, limit: int) -> list[tuple[str, int, How]]:
    """Return (key, row, how) of the best matches, each name of a port once, best first.

    What serves the task that the text names (`web server`, `dns over tls`) comes first, then names
    that begin with the text, then those that hold it. Those that merely have its
    letters in this order come only where there are none of these, and those one slip of the
    keyboard away where none begins with it: beside what was meant they are noise. Last come the
    rows whose description has the text, in English or Japanese. Among equals, what people are
    likely to mean comes first, then the shorter name.
    """
    text = folded(text)
    found = _Found(table, limit)
    span = _span(text)
    if span:
        _add_span(table, *span, found)
    elif text:
        for row in served(table, text):
            found.add(table.assignment(row).name.casefold(), row, "task")
        _add_names(table, text, found)
        if not found.is_full:
            for row in described(table, text):
                found.add(table.assignment(row).name.casefold(), row, "description")
    return found.matches


def nearest(table: Table, name: str, limit: int) -> tuple[str, ...]:
    """Return the names most like a mistyped one: one slip away first, then what a search gives."""
    text = folded(name)
    if not 0 < len(text) <= _LONGEST:
        return ()
    names = [table.keys[index] for index in _one_slip_away(table, text)]
    found = _Found(table, limit)
    _add_names(table, text, found)
    names += [key for key, _, _ in found.matches]
    # Nothing is like it: offer what shares its beginning, the longest first.
    for length in range(len(text) - 1, 2, -1):
        if names:
            break
        shared = _by_fame(table, _prefix_range(table.keys, text[:length]))
        names += [table.keys[index] for index in shared]
    return tuple(dict.fromkeys(names))[:limit]


def folded(text: str) -> str:
    """Return `text` as it is compared: without blanks at its ends, case and full-width forms."""
    text = text.strip().casefold()
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)


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
        if self.is_full:
            return
        place = (self._table.assignment(row).name.casefold(), self._table.first[row])
        if place not in self._seen:
            self._seen.add(place)
            if self._table.sources[row] == "U":
                row = self._most_official(*place)
            self.matches.append((key, row, how))

    def _most_official(self, name: str, port: int) -> int:
        """Return the first row of the name and port: `mongo` is MongoDB's, which IANA has too."""
        row = bisect_left(self._table.first, port)
        while self._table.assignment(row).name.casefold() != name:
            row += 1
        return row


def _add_names(table: Table, text: str, found: _Found) -> None:
    """Add the rows whose name or number is like the text."""
    if text.isascii() and text.isdigit():
        _add_numbers(table, text, found)
    keys = table.keys
    prefix = _prefix_range(keys, text)
    exact = [index for index in prefix if keys[index] == text]
    _add(table, exact, "exact", found)
    _add(table, prefix, "prefix", found)
    if not found.is_full:
        inside = table.keys_with(text)
        if prefix:
            # Who means git does not mean cogitate; who types sql may well mean mysql.
            inside = [index for index in inside if _is_telling(table, index, text)]
        _add(table, inside, "substring", found)
    if not found.matches and len(text) > 2:
        _add(table, _subsequences(keys, text), "subsequence", found)
    if not prefix and not found.is_full:
        for index in _one_slip_away(table, text):
            found.add(keys[index], table.key_rows[index], "typo")


def _is_telling(table: Table, index: int, text: str) -> bool:
    """Tell whether people know the key, or a word of it begins with the text."""
    key = table.keys[index]
    return table.key_fame[index] != "0" or not key[key.index(text) - 1].isalnum()


def _span(text: str) -> tuple[int, int] | None:
    """Return the ends of a range of ports that is written out: `6000-6063`."""
    first, dash, last = text.partition("-")
    if dash and all(end.isascii() and end.isdigit() and len(end) <= 5 for end in (first, last)):
        return int(first), int(last)
    return None


def _add_span(table: Table, first: int, last: int, found: _Found) -> None:
    """Add the rows of the ports from `first` to `last`, and the ranges that reach into them."""
    rows = set(range(bisect_left(table.first, first), bisect_left(table.first, last + 1)))
    rows.update(row for row, end in table.last.items() if table.first[row] <= last and end >= first)
    for row in sorted(rows) if first <= last else ():
        found.add(table.assignment(row).name.casefold(), row, "number")


def _add(table: Table, indexes: "range | list[int]", how: How, found: _Found) -> None:
    for index in _by_fame(table, indexes):
        if found.is_full:
            break
        found.add(table.keys[index], table.key_rows[index], how)


def _by_fame(table: Table, indexes: "range | list[int]") -> list[int]:
    keys, fame = table.keys, table.key_fame
    return sorted(indexes, key=lambda index: (-ord(fame[index]), len(keys[index]), keys[index]))


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
                found.add(table.assignment(row).name.casefold(), row, "number")


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
