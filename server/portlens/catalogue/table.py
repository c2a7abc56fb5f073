"""The compiled catalogue: one text, a column a line, each taken apart when first asked for.

Written by data/build.py. Thousands of rows as JSON or as Python objects take ten times as long
to read; a process that checks one file asks for two columns.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from portlens.catalogue.assignment import Assignment, Status
from portlens.text.lazy import Lazy
from portlens.text.phrase import Phrase

SOURCES = {
    "I": "IANA",
    **{str(number): f"RHEL C-{number}" for number in range(1, 7)},
    "T": "typical ports",
    "L": "Debian netbase",
    "U": "common use",
}
TRANSPORTS = {"t": "tcp", "u": "udp", "s": "sctp", "d": "dccp", "a": "ddp"}
LETTERS = {name: letter for letter, name in TRANSPORTS.items()}


class Table:
    """The columns. A row is an index into those that have one cell for each row.

    Rows are sorted by their first port, then by how official they are. Sparse columns are
    mappings from a row to its cell.
    """

    def __init__(self, text: str) -> None:
        self._columns: dict[str, str] = {}
        for line in text.split("\n"):
            label, _, cells = line.partition("\t")
            self._columns[label] = cells

    @Lazy
    def first(self) -> list[int]:
        """The first port of each row."""
        return [int(port) for port in self.cells("first")]

    @Lazy
    def last(self) -> dict[int, int]:
        """The last port of each row that is a range."""
        return {row: int(port) for row, port in self.sparse("last").items()}

    @Lazy
    def names(self) -> list[str]:
        """The name of each row."""
        return self.cells("name")

    @Lazy
    def letters(self) -> list[str]:
        """The transports of each row, as letters of TRANSPORTS."""
        kinds = self.cells("transport-kinds")
        return [kinds[ord(code) - 48] for code in self._columns.pop("transports")]

    @Lazy
    def sources(self) -> str:
        """The source of each row, as a letter of SOURCES."""
        return self._columns.pop("sources")

    @Lazy
    def english(self) -> list[str]:
        """The description of each row."""
        return self.cells("en")

    @Lazy
    def japanese(self) -> dict[int, str]:
        """The Japanese description, where it is another than the English one."""
        return self.sparse("ja")

    @Lazy
    def aliases(self) -> dict[int, str]:
        """Other names, parted by spaces."""
        return self.sparse("aliases")

    @Lazy
    def references(self) -> dict[int, str]:
        """Documents, parted by commas."""
        return self.sparse("references")

    @Lazy
    def slips(self) -> dict[int, str]:
        """Where the source is mistaken: English and Japanese, parted by a bar."""
        return self.sparse("slips")

    @Lazy
    def used_otherwise(self) -> frozenset[int]:
        """The rows whose ports IANA knows to be used without leave."""
        return frozenset(int(row) for row in self.cells("used-otherwise"))

    @Lazy
    def keys(self) -> list[str]:
        """Every name and alias, case folded, sorted; a name of several rows stands repeatedly."""
        return self.cells("keys")

    @Lazy
    def key_set(self) -> frozenset[str]:
        """The keys, to ask for many at once."""
        return frozenset(self.keys)

    def keys_with(self, text: str) -> list[int]:
        """Return the indexes of the keys that hold `text`, in their order.

        In one text of all keys: to ask each of thousands takes most of a search.
        """
        if "\n" in text or not text:
            return [] if text else list(range(len(self.keys)))
        joined, starts = self._joined_keys
        found = []
        at = joined.find(text)
        while at >= 0:
            following = bisect_right(starts, at)
            found.append(following - 1)
            at = joined.find(text, starts[following])
        return found

    @Lazy
    def _joined_keys(self) -> tuple[str, list[int]]:
        """All keys, each with a line end behind it, and where each begins; at last the length."""
        lines = [f"{key}\n" for key in self.keys]
        return "".join(lines), [0, *accumulate(map(len, lines))]

    @Lazy
    def key_rows(self) -> list[int]:
        """The row of each key."""
        return [int(row) for row in self.cells("key-rows")]

    @Lazy
    def key_fame(self) -> str:
        """For each key how likely people mean it: "2" most of all, "0" hardly."""
        return self._columns.pop("key-fame")

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
        japanese = self.japanese
        texts = [
            f"\n{text}\n{japanese[row]}" if row in japanese else f"\n{text}"
            for row, text in enumerate(self.english)
        ]
        texts = [text.casefold() for text in texts]
        return "".join(texts), [0, *accumulate(map(len, texts[:-1]))]

    def assignment(self, row: int) -> Assignment:
        """Return a row as a value."""
        first, source, english = self.first[row], self.sources[row], self.english[row]
        slip = self.slips.get(row)
        references = self.references.get(row)
        return Assignment(
            first,
            self.last.get(row, first),
            self.names[row],
            tuple(self.aliases.get(row, "").split()),
            transports(self.letters[row]),
            _status(source),
            Phrase(english, self.japanese.get(row, english)),
            SOURCES[source],
            tuple(references.split(",")) if references else (),
            Phrase(*slip.split("|")) if slip else None,
            row in self.used_otherwise,
        )

    def cells(self, label: str) -> list[str]:
        """Return the cells of a column and forget its text: each is asked for once."""
        text = self._columns.pop(label)
        return text.split("\t") if text else []

    def sparse(self, label: str) -> dict[int, str]:
        """Return a column of alternating rows and cells as a mapping."""
        cells = self.cells(label)
        return {int(row): cell for row, cell in zip(cells[::2], cells[1::2], strict=True)}


def _status(source: str) -> Status:
    if source == "I":
        return "official"
    return "common" if source == "U" else "listed"


@lru_cache(maxsize=32)  # all that there are
def transports(letters: str) -> tuple[str, ...]:
    """Return the names of the transports that `letters` stand for."""
    return tuple(TRANSPORTS[letter] for letter in letters)
