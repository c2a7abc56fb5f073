"""The compiled catalogue: one file, of which only what is asked for is taken apart.

Written by data/build.py. Thousands of rows as JSON or as Python objects take ten times as long
to read; a process that checks one file asks for two columns and a few rows.
"""

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from portlens.catalogue.assignment import Assignment, Status
from portlens.text.lazy import Lazy
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from portlens.catalogue.ranked import Ranked  # few search

SOURCES = {
    "I": "IANA",
    **{str(number): f"RHEL C-{number}" for number in range(1, 7)},
    "T": "typical ports",
    "L": "Debian netbase",
    "U": "common use",
}
TRANSPORTS = {"t": "tcp", "u": "udp", "s": "sctp", "d": "dccp", "a": "ddp"}
LETTERS = {name: letter for letter, name in TRANSPORTS.items()}
_CELLS = 7  # of a row's line; empty ones at its end are left out


class Table:
    """The columns. A row is an index into those that have one cell for each row.

    Rows are sorted by their first port, then by how official they are. `data` is the file: a line
    for each column, its label and its cells parted by tabs; an empty line; a line for each row.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._columns: dict[bytes, slice] = {}
        at = 0
        while (end := data.find(b"\n", at)) > at:
            label_end = data.index(b"\t", at)
            self._columns[data[at:label_end]] = slice(label_end + 1, end)
            at = end + 1
        self._rows = at + 1  # where they begin
        self._made: dict[int, Assignment] = {}

    @Lazy
    def first(self) -> Sequence[int]:
        """The first port of each row."""
        return self._numbers("first", "H")

    @Lazy
    def last(self) -> dict[int, int]:
        """The last port of each row that is a range."""
        cells = self.cells("last")
        return {int(row): int(port) for row, port in zip(cells[::2], cells[1::2], strict=True)}

    def letters(self, row: int) -> str:
        """Return the transports of a row, as letters of TRANSPORTS."""
        return self._transport_kinds[ord(self._transports[row]) - 48]

    @Lazy
    def _transport_kinds(self) -> list[str]:
        return self.cells("transport-kinds")

    @Lazy
    def _transports(self) -> str:
        return self._text("transports")

    @Lazy
    def sources(self) -> str:
        """The source of each row, as a letter of SOURCES."""
        return self._text("sources")

    @Lazy
    def keys(self) -> list[str]:
        """Every name and alias, case folded, sorted; a name of several rows stands repeatedly."""
        return self.cells("keys")

    @Lazy
    def key_set(self) -> frozenset[str]:
        """The keys, to ask for many at once."""
        return frozenset(self.keys)

    @Lazy
    def ranked(self) -> "Ranked":
        """The keys, to be asked for what they hold."""
        from portlens.catalogue.ranked import Ranked

        return Ranked(self.keys, self.key_fame)

    @Lazy
    def key_rows(self) -> Sequence[int]:
        """The row of each key."""
        return self._numbers("key-rows", "H")

    @Lazy
    def key_fame(self) -> str:
        """For each key how likely people mean it: "2" most of all, "0" hardly."""
        return self._text("key-fame")

    @Lazy
    def tasks(self) -> dict[str, list[int]]:
        """What people look for by its purpose, case folded, and the rows that serve it."""
        cells = self.cells("tasks")
        pairs = zip(cells[::2], cells[1::2], strict=True)
        return {words: [int(row) for row in rows.split()] for words, rows in pairs}

    @Lazy
    def known_ports(self) -> frozenset[int]:
        """The ports that are more than a line in IANA's registry."""
        pairs = zip(self.first, self.sources, strict=True)
        return frozenset(port for port, source in pairs if source != "I")

    @Lazy
    def folded_descriptions(self) -> tuple[str, list[int]]:
        """All descriptions in one text, case folded, and where each row's begin in it."""
        texts = [
            "".join(f"\n{text}" for text in line.split("\t", 3)[1:3] if text).casefold()
            for line in self._lines()
        ]
        return "".join(texts), [0, *accumulate(map(len, texts[:-1]))]

    def assignment(self, row: int) -> Assignment:
        """Return a row as a value."""
        made = self._made.get(row)
        if made is None:
            made = self._made[row] = self._assignment(row)
        return made

    def _assignment(self, row: int) -> Assignment:
        first, source = self.first[row], self.sources[row]
        ends, start = self._ends, self._rows
        line = self._data[start + (ends[row - 1] if row else 0) : start + ends[row] - 1]
        cells = line.decode().split("\t")
        cells += [""] * (_CELLS - len(cells))
        name, english, japanese, aliases, references, slip, otherwise = cells
        return Assignment(
            first,
            self.last.get(row, first),
            name,
            tuple(aliases.split()),
            transports(self.letters(row)),
            _status(source),
            Phrase(english, japanese or english),
            SOURCES[source],
            tuple(references.split(",")) if references else (),
            Phrase(*slip.split("|")) if slip else None,
            bool(otherwise),
        )

    def cells(self, label: str) -> list[str]:
        """Return the cells of a column."""
        text = self._text(label)
        return text.split("\t") if text else []

    def _text(self, label: str) -> str:
        return self._data[self._columns[label.encode()]].decode()

    def _numbers(self, label: str, size: str) -> Sequence[int]:
        """Return a column of numbers of one size, which stand in it in hexadecimal digits."""
        numbers = array(size, bytes.fromhex(self._text(label)))
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    @Lazy
    def _ends(self) -> Sequence[int]:
        """Where the line of each row ends, behind its line end."""
        return self._numbers("ends", "I")

    def _lines(self) -> list[str]:
        """Return the line of each row."""
        return self._data[self._rows :].decode().split("\n")[:-1]


def _status(source: str) -> Status:
    if source == "I":
        return "official"
    return "common" if source == "U" else "listed"


@lru_cache(maxsize=32)  # all that there are
def transports(letters: str) -> tuple[str, ...]:
    """Return the names of the transports that `letters` stand for."""
    return tuple(TRANSPORTS[letter] for letter in letters)
