"""All that is known of ports and services, to be asked by number and by name."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from portlens.catalogue.assignment import Assignment, Caution, Kind, Notice
from portlens.catalogue.ranges import RangeName, range_at
from portlens.catalogue.table import LETTERS, SOURCES, Table
from portlens.text.lazy import Lazy
from portlens.text.typed import TYPE_CHECKING

# What few ask for is imported when they do.
if TYPE_CHECKING:
    from portlens.catalogue.annotations import Notices
    from portlens.catalogue.image import Image, Images, ImagesOf
    from portlens.catalogue.search import Match

_MOST_IMAGES = 4096  # names that are kept with what is known of them: rules ask over and over
_REGISTRIES = ("IANA", "RHEL")  # how their sources begin


class Catalogue:
    """The catalogue. A transport of None asks for all; ports are 0-65535, others are unknown."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows_of: dict[tuple[int, str | None], tuple[int, ...]] = {}
        self._at: dict[tuple[int, str | None], tuple[Assignment, ...]] = {}
        self._named_images: dict[str, Image] = {}

    def at(self, port: int, transport: str | None = None) -> Sequence[Assignment]:
        """Return who has the port: official rows first, then a port's own row before a range's.

        Otherwise each table keeps its own order.
        """
        found = self._at.get((port, transport))
        if found is None:
            found = tuple(self._table.assignment(row) for row in self._rows(port, transport))
            # Of the ports that anybody has there are only so many.
            if found:
                self._at[port, transport] = found
        return found

    def is_known(self, port: int, transport: str | None = None) -> bool:
        """Tell whether any table gives the port to somebody; a reserved port has nobody."""
        return bool(self._rows(port, transport))

    def primary_name(self, port: int, transport: str | None = None) -> str | None:
        """Return the name that people know the port by: a service's, else a software's."""
        rows = self._rows(port, transport)
        return self._table.assignment(rows[0]).name if rows else None

    def software_at(self, port: int, transport: str | None = None) -> tuple[str, ...]:
        """Return the software that is really found on the port, the most common first."""
        table = self._table
        rows = (row for row in self._rows(port, transport) if table.sources[row] == "U")
        return tuple(table.assignment(row).name for row in rows)

    def named(self, name: str, transport: str | None = None) -> Sequence[Assignment]:
        """Return the rows with this name or alias, in any case: official first, then by port."""
        rows = [row for row in self._rows_named(name) if self._has(row, transport)]
        return [self._table.assignment(row) for row in rows]

    def ports_named(self, name: str, transport: str = "tcp") -> tuple[int, ...]:
        """Return the ports of a service name or alias, in any case; a range by its first port.

        Where IANA knows the name, other tables are not asked. Names of software do not count.
        """
        sources = self._table.sources
        rows = [row for row in self._rows_named(name) if self._has(row, transport)]
        official = [row for row in rows if sources[row] == "I"]
        chosen = official or [row for row in rows if sources[row] != "U"]
        return tuple(dict.fromkeys(self._table.first[row] for row in chosen))

    def port_of(self, name: str, transport: str) -> int | None:
        """Return what the C library's getservbyname says on a usual Debian system.

        It knows some 300 names and heeds case. Source: /etc/services of netbase 6.4.
        """
        return self._libc.get((name, LETTERS.get(transport, "?")))

    def is_registered(self, name: str, transport: str | None) -> bool:
        """Tell whether IANA's registry, or the services file of RHEL, has a service of the name.

        Other tables name software, `SSH` and the like, which no services file has.
        """
        rows = (row for row in self.named(name, transport) if row.source.startswith(_REGISTRIES))
        return any(name in (row.name, *row.aliases) for row in rows)

    def range_of(self, port: int) -> RangeName:
        """Return the range of RFC 6335 that the port lies in."""
        return range_at(port).id

    def notices_at(self, port: int, transport: str | None = None) -> Sequence[Notice]:
        """Return what IANA says of the port apart from giving it to somebody."""
        return [
            notice
            for notice in self._notices.at(port)
            if transport is None or transport in notice.transports
        ]

    def cautions_at(self, port: int, transport: str | None = None) -> Sequence[Caution]:
        """Return the risks of the port, the gravest first."""
        return [
            caution
            for letters, caution in self._cautions.get(port, ())
            if transport is None or LETTERS.get(transport, "?") in letters
        ]

    def kind_of(
        self, port: int, transport: str = "tcp", software: str | None = None
    ) -> Kind | None:
        """Return the kind of service that should not be open to everybody, if it is one.

        Without `software`, the kind that all software usual on the port is of.
        """
        kinds = self._kinds.get((port, LETTERS.get(transport, "?")), {})
        if software is not None:
            return kinds.get(software)
        if not kinds:
            return None
        found = {kinds.get(each) for each in self.software_at(port, transport)}
        return found.pop() if len(found) == 1 else None

    def is_datastore(self, port: int, transport: str = "tcp") -> bool:
        """Tell whether any database, cache or message broker is usual on the port."""
        kinds = self._kinds.get((port, LETTERS.get(transport, "?")), {})
        return bool({"database", "cache", "broker"} & {*kinds.values()})

    def image(self, reference: str) -> "Image":
        """Return the software of a container image, and its usual ports, the main one first.

        `reference` is as in a compose file: `docker.io/library/postgres:16-alpine`.
        """
        found = self._named_images.get(reference)
        if found is None:
            from portlens.catalogue.image import find

            if len(self._named_images) == _MOST_IMAGES:
                self._named_images.clear()
            found = self._named_images[reference] = find(self._images, reference)
        return found

    def images_at(self, port: int, transport: str = "tcp") -> tuple[str, ...]:
        """Return the images that usually listen on the port, as one writes them, known first."""
        return tuple(self._images_of.get((port, transport), ()))

    def search(self, text: str, limit: int = 50) -> "Sequence[Match]":
        """Return the best matches for a name, a software or the beginning of a number."""
        return list(islice(self.matches(text), limit))

    def matches(self, text: str) -> "Iterator[Match]":
        """Yield all of them, best first, each found when it is asked for."""
        from portlens.catalogue.search import Match, search

        assignment = self._table.assignment
        return (Match(key, assignment(row), how) for key, row, how in search(self._table, text))

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Return the known names most like a mistyped one, best first; may be empty."""
        from portlens.catalogue.search import nearest

        return nearest(self._table, name, limit)

    def _rows(self, port: int, transport: str | None) -> Sequence[int]:
        rows = self._rows_of.get((port, transport))
        if rows is not None:
            return rows
        if transport is None:
            table = self._table
            start = bisect_left(table.first, port)
            rows = tuple(range(start, bisect_right(table.first, port, start)))
            spanning = [row for row, last in table.last.items() if table.first[row] < port <= last]
            if spanning:
                rows = tuple(sorted((*spanning, *rows), key=self._rank))
        else:
            rows = tuple(row for row in self._rows(port, None) if self._has(row, transport))
        self._rows_of[port, transport] = rows
        return rows

    def _rank(self, row: int) -> tuple[int, int]:
        table = self._table
        width = table.last.get(row, table.first[row]) - table.first[row]
        return tuple(SOURCES).index(table.sources[row]), width

    def _rows_named(self, name: str) -> Sequence[int]:
        table, key = self._table, name.casefold()
        start = bisect_left(table.keys, key)
        return table.key_rows[start : bisect_right(table.keys, key, start)]

    def _has(self, row: int, transport: str | None) -> bool:
        return transport is None or LETTERS.get(transport, "?") in self._table.letters(row)

    @Lazy
    def _libc(self) -> dict[tuple[str, str], int]:
        from portlens.catalogue.annotations import libc

        return libc(self._table)

    @Lazy
    def _notices(self) -> "Notices":
        from portlens.catalogue.annotations import Notices

        return Notices(self._table)

    @Lazy
    def _cautions(self) -> dict[int, list[tuple[str, Caution]]]:
        from portlens.catalogue.annotations import cautions

        return cautions(self._table)

    @Lazy
    def _kinds(self) -> dict[tuple[int, str], dict[str, Kind]]:
        from portlens.catalogue.annotations import kinds

        return kinds(self._table)

    @Lazy
    def _images(self) -> "Images":
        from portlens.catalogue.annotations import images

        return images(self._table)

    @Lazy
    def _images_of(self) -> "ImagesOf":
        from portlens.catalogue.image import by_port

        return by_port(self._images)
