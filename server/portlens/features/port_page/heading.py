"""The heading of a port's page: the name that people know it by, and what that stands for."""

from collections.abc import Iterable, Sequence

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.ranges import range_at
from portlens.features.port_page.rows import NAMED_IN_FULL, brief, names_of
from portlens.network.behind import MORE, Behind
from portlens.text.named_tuple import NamedTuple
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
    if named:
        known_for = _known_for(catalogue, port, rows)
        return same(" · ".join([named[0].name, known_for] if known_for else [named[0].name]))
    software = names_of(rows.common)
    if software:
        return in_a_row(software[:NAMED_IN_FULL])
    span = range_at(port)
    if span.id == "dynamic":
        return span.title
    return notices if notices.en else UNKNOWN


def further_names(rows: Rows, title: Phrase) -> tuple[str, ...]:
    """Return what else is found on the port, for lists that have one line a port."""
    parts = title.en.removesuffix(f" {MORE}").split(" · ")
    told = {name for part in parts for name in part.casefold().split(", ")}
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


def told(found: Behind, rows: Rows) -> Phrase:
    """Return what is said of the name that a file gives the port; maybe nothing."""
    every = [*rows.common, *rows.listed, *rows.official]
    name = found.name.casefold()
    return next((brief(row.description) for row in every if row.name.casefold() == name), same(""))


def _known_for(catalogue: Catalogue, port: int, rows: Rows) -> str:
    """Return the software that a registered name hides; empty where the name is known itself.

    IANA gave 9200 to `wap-wsp`, which hardly anybody meets there. A name that Debian's services
    file has is known. Of much software the two most usual stand for the port.
    """
    first = (*rows.official, *rows.listed)[0]
    if any(catalogue.port_of(first.name, each) == port for each in first.transports):
        return ""
    software = names_of(row for row in rows.common if row.first == row.last)
    if not software:
        # Older tables know at least what was met there once: 9100 is a printer's.
        names = names_of(rows.listed)
        return names[0] if names and not any(map(first.name.casefold().__eq__, names)) else ""
    name = _letters(first.name)
    said = {_letters(each) for row in rows.common for each in (row.name, *row.aliases)}
    if any(name in each or each in name for each in said):
        return ""
    return software[0] if len(software) <= NAMED_IN_FULL else f"{', '.join(software[:2])} {MORE}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


UNKNOWN = Phrase("in no table", "どの表にもないポート")
ANY_PORT = Phrase("no service: asks for any free port", "サービスではなく、空きポートを求める番号")
