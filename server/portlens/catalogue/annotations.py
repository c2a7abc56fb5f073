"""What the table holds beside its rows: the C library's names, notices, cautions, kinds, images."""

from collections.abc import Iterator

from portlens.catalogue.assignment import Caution, Kind, Notice, NoticeKind, Risk
from portlens.catalogue.table import Table, transports
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from portlens.catalogue.image import Images


def libc(table: Table) -> dict[tuple[str, str], int]:
    """Return the ports of the C library's usual services file, by name and transport letter."""
    return {
        (name, letter): int(port)
        for name, port, letters in _records(table, "libc", 3)
        for letter in letters
    }


class Notices:
    """IANA's notices on nameless ports, each made when somebody asks for its port."""

    def __init__(self, table: Table) -> None:
        cells = table.cells("notices")
        self._first, self._last = (list(map(int, cells[start::4])) for start in (0, 1))
        self._letters, self._kinds = cells[2::4], cells[3::4]

    def at(self, port: int) -> Iterator[Notice]:
        """Yield those that hold for the port."""
        for row, (first, last) in enumerate(zip(self._first, self._last, strict=True)):
            if first <= port <= last:
                kind = cast("NoticeKind", self._kinds[row])
                yield Notice(first, last, transports(self._letters[row]), kind)


def cautions(table: Table) -> dict[int, list[tuple[str, Caution]]]:
    """Return for each port its cautions and the transports' letters they hold for."""
    by_port: dict[int, list[tuple[str, Caution]]] = {}
    for record in _records(table, "cautions", 11):
        first, last, letters, risk, en, ja, instead_en, instead_ja, reference, *more = record
        other, software = more
        caution = Caution(
            cast("Risk", risk),
            Phrase(en, ja),
            Phrase(instead_en, instead_ja),
            reference,
            int(other) if other else None,
            tuple(software.split("; ")) if software else (),
        )
        for port in range(int(first), int(last) + 1):
            by_port.setdefault(port, []).append((letters, caution))
    return by_port


def kinds(table: Table) -> dict[tuple[int, str], dict[str, Kind]]:
    """Return for (port, letter) the software that should not be open to everybody, by its kind."""
    found: dict[tuple[int, str], dict[str, Kind]] = {}
    for port, letter, software, kind in _records(table, "kinds", 4):
        found.setdefault((int(port), letter), {})[software] = cast("Kind", kind)
    return found


def images(table: Table) -> "Images":
    """Return what is known of each container image, the best known images first."""
    records = _records(table, "images", 3)
    return {name: (ports, software) for name, ports, software in records}


def _records(table: Table, label: str, width: int) -> list[tuple[str, ...]]:
    cells = table.cells(label)
    columns = (cells[start::width] for start in range(width))
    return list(zip(*columns, strict=True))
