"""Finding what somebody half remembers: a name, a slip of one, a number, a word of description."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.description_search import described, served
from portlens.catalogue.table import Table
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

How = Literal[
    "task", "exact", "number", "prefix", "substring", "subsequence", "typo", "description"
]
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-"
_Match = tuple[str, int, How]
_LONGEST = 32  # of the names that are worth trying slips on


class Match(NamedTuple):
    """A row that a search found: by which of its names, and how near that was."""

    key: str  # the name or alias that matched, case folded
    assignment: Assignment
    how: How


def search(table: Table, text: str) -> Iterator[_Match]:
    """Yield (key, row, how) of what matches, each name of a port once, best first.

    What serves the task that the text names (`web server`, `dns over tls`) comes first, then names
    that begin with the text, then those that hold it. Those that merely have its
    letters in this order come only where there are none of these, and those one slip of the
    keyboard away where none begins with it: beside what was meant they are noise. Last come the
    rows whose description has the text, in English or Japanese. Among equals, what people are
    likely to mean comes first, then the shorter name.

    Each is looked for when it is asked for: who wants fifty does not pay for thousands.
    """
    return _each_once(table, _matching(table, folded(text)))


def nearest(table: Table, name: str, limit: int) -> tuple[str, ...]:
    """Return the names most like a mistyped one: one slip away first, then what a search gives."""
    text = folded(name)
    if not 0 < len(text) <= _LONGEST:
        return ()
    names = [table.keys[index] for index in _one_slip_away(table, text)]
    like = _each_once(table, _named(table, text))
    names += [key for key, _, _ in islice(like, limit)]
    # Nothing is like it: offer what shares its beginning, the longest first.
    for length in range(len(text) - 1, 2, -1):
        if names:
            break
        shared = table.ranked.sorted(_prefix_range(table.keys, text[:length]))
        names += [table.keys[index] for index in shared]
    return tuple(dict.fromkeys(names))[:limit]


def folded(text: str) -> str:
    """Return `text` as it is compared: without blanks at its ends, case and full-width forms."""
    text = text.strip().casefold()
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)


def _each_once(table: Table, matches: Iterable[_Match]) -> Iterator[_Match]:
    """Yield the first match of each name of a port."""
    sources = table.sources
    seen: set[tuple[str, int]] = set()
    for key, row, how in matches:
        place = _name(table, row), table.first[row]
        if place not in seen:
            seen.add(place)
            yield key, _most_official(table, row) if sources[row] == "U" else row, how


@lru_cache(maxsize=2048)  # more than there are rows of software
def _most_official(table: Table, software: int) -> int:
    """Return the first row of its name and port: `mongo` is MongoDB's, which IANA has too."""
    name = _name(table, software)
    row = bisect_left(table.first, table.first[software])
    while _name(table, row) != name:
        row += 1
    return row


def _matching(table: Table, text: str) -> Iterator[_Match]:
    span = _span(text)
    if span:
        yield from _of_rows(table, _in_span(table, *span), "number")
    elif text:
        tasks = served(table, text)
        yield from _of_rows(table, tasks, "task")
        yield from _named(table, text, is_known=bool(tasks))
        yield from _of_rows(table, described(table, text), "description")


def _named(table: Table, text: str, *, is_known: bool = False) -> Iterator[_Match]:
    """Yield the rows whose name or number is like the text; `is_known`: something is, already."""
    if text.isascii() and text.isdigit():
        for match in _of_rows(table, _with_number(table, text), "number"):
            is_known = True
            yield match
    keys, ranked = table.keys, table.ranked
    prefix = ranked.sorted(_prefix_range(keys, text))
    exact = ranked.sorted(range(bisect_left(keys, text), bisect_right(keys, text)))
    yield from _of_keys(table, exact, "exact")
    yield from _of_keys(table, prefix, "prefix")
    inside = ranked.holding(text)
    if prefix:
        # Who means git does not mean cogitate; who types sql may well mean mysql.
        inside = (index for index in inside if _is_telling(table, index, text))
    for match in _of_keys(table, inside, "substring"):
        is_known = True
        yield match
    if not (is_known or prefix) and len(text) > 2:
        yield from _of_keys(table, ranked.sorted(_subsequences(keys, text)), "subsequence")
    if not prefix:
        yield from _of_keys(table, _one_slip_away(table, text), "typo")


def _of_rows(table: Table, rows: Iterable[int], how: How) -> Iterator[_Match]:
    for row in rows:
        yield _name(table, row), row, how


def _name(table: Table, row: int) -> str:
    return table.assignment(row).name.casefold()


def _of_keys(table: Table, indexes: Iterable[int], how: How) -> Iterator[_Match]:
    keys, rows = table.keys, table.key_rows
    for index in indexes:
        yield keys[index], rows[index], how


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


def _in_span(table: Table, first: int, last: int) -> list[int]:
    """Return the rows of the ports from `first` to `last`, and the ranges that reach into them."""
    if first > last:
        return []
    rows = set(range(bisect_left(table.first, first), bisect_left(table.first, last + 1)))
    rows.update(row for row, end in table.last.items() if table.first[row] <= last and end >= first)
    return sorted(rows)


def _with_number(table: Table, digits: str) -> Iterator[int]:
    """Yield the rows whose port begins with the digits: well known ports first, then by number."""
    rows: list[int] = []
    port, span = int(digits[:6]), 1
    while 0 < port <= 65535:
        start = bisect_left(table.first, port)
        rows += range(start, bisect_left(table.first, port + span))
        port, span = port * 10, span * 10
    first, known = table.first, table.known_ports
    for is_known in (True, False):
        for row in rows:
            if (first[row] in known) is is_known:
                yield row


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
        found.update(dict.fromkeys(table.ranked.sorted(hits)))
    return list(found)
