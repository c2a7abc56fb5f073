"""The heading of a port's page: the name that people know it by, and what that stands for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.ranges import range_at
from portlens.features.port_rows import NAMED_IN_FULL, brief, names_of
from portlens.text.phrase import Phrase, in_a_row, same


class Rows(NamedTuple):
    """The rows of a port, parted by how far to trust them."""

    official: Sequence[Assignment]
    listed: Sequence[Assignment]
    common: Sequence[Assignment]


def parted(rows: Iterable[Assignment]) -> Rows:
    """Part the rows of a port by their status; each part keeps their order."""
    parts: dict[str, list[Assignment]] = {"official": [], "listed": [], "common": []}
    for row in rows:
        parts[row.status].append(row)
    return Rows(**parts)


def heading(catalogue: Catalogue, port: int, rows: Rows, notices: Phrase) -> Phrase:
    """Return the names to put behind the number: `ssh`, `wap-wsp · Elasticsearch`."""
    named = rows.official or rows.listed
    software = names_of(rows.common)
    if named:
        known_for = _known_for(catalogue, port, rows)
        return same(" · ".join([named[0].name, *known_for]))
    if software:
        return in_a_row(software[:NAMED_IN_FULL])
    span = range_at(port)
    if span.id == "dynamic":
        return span.title
    return notices if notices.en else UNKNOWN


def further_names(rows: Rows, title: Phrase) -> tuple[str, ...]:
    """Return what else is found on the port, for lists that have one line a port."""
    told = {name for part in title.en.split(" · ") for name in part.casefold().split(", ")}
    told |= {row.name.casefold() for row in rows.official}
    names = names_of([*rows.listed, *rows.common])
    return tuple(name for name in names if name.casefold() not in told)


def summary(port: int, rows: Rows) -> Phrase:
    """Return what the port's first name stands for, in words that exist in both languages."""
    if not rows.official:
        told = {row.description for row in rows.common}
        if rows.listed or (len(told) == 1 and len(names_of(rows.common)) == 1):
            return (*rows.listed, *rows.common)[0].description
        if port == 0:
            return ANY_PORT
        span = range_at(port)
        return span.purpose if span.id == "dynamic" and not rows.common else same("")
    first = rows.official[0]
    for row in (*rows.listed, *rows.common):
        if row.name.casefold() == first.name.casefold():
            return row.description
    return brief(first.description)


def _known_for(catalogue: Catalogue, port: int, rows: Rows) -> tuple[str, ...]:
    """Return the software that a registered name hides; none where the name is known itself.

    IANA gave 9200 to `wap-wsp`, which hardly anybody meets there. A name that Debian's services
    file or a reference table has is known, and of much software none stands for the port.
    """
    if not rows.official or rows.listed:
        return ()
    first = rows.official[0]
    if any(catalogue.port_of(first.name, each) == port for each in first.transports):
        return ()
    software = names_of(row for row in rows.common if row.first == row.last)
    if not software or len(software) > NAMED_IN_FULL:
        return ()
    name = _letters(first.name)
    said = {_letters(each) for row in rows.common for each in (row.name, *row.aliases)}
    if any(name in each or each in name for each in said):
        return ()
    return software[:1]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


UNKNOWN = Phrase("in no table", "どの表にもないポート")
ANY_PORT = Phrase("no service: asks for any free port", "サービスではなく、空きポートを求める番号")
