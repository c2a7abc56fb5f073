"""Compile the tables of this folder into the one that the package carries.

    python data/build.py            write server/portlens/catalogue/table.tsv
    python data/build.py --check    fail unless it is what would be written

The form of the table is told in server/portlens/catalogue/table.py.
"""

import sys
from collections.abc import Iterable
from itertools import accumulate

import sources
from sources import HERE, Libc, Row

TABLE = HERE.parent / "server" / "portlens" / "catalogue" / "table.tsv"
ORDER = "I123456TLU"  # official first
HOUSEHOLD = 50  # images.tsv has the best known first: these everybody has heard of


def main(arguments: list[str]) -> int:
    """Write the table or check it; return the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        text = compiled()
    except sources.MistakeError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    if arguments == ["--check"]:
        if TABLE.read_text(encoding="utf-8") != text:
            print(f"{TABLE.name} is stale: run python data/build.py", file=sys.stderr)
            return 1
        print(f"{TABLE.name} is fresh")
        return 0
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {len(text.encode())} bytes")
    return 0


def compiled() -> str:
    """Return the text of the compiled table."""
    registry, notices = sources.iana()
    common, kinds = sources.common()
    libc = sources.libc()
    listed = sources.reference()
    typical = sources.typical()
    official = _in_japanese(_as_people_know_them(registry, listed, libc), [*listed, *typical])
    named = [*official, *listed, *typical, *common]
    rows = sorted(
        [*named, *_libc_rows(named, libc)],
        key=lambda row: (row.first, ORDER.index(row.source)),
    )
    images = sources.images()
    columns = {**_row_columns(rows), **_key_columns(rows, libc, images)}
    columns["notices"] = _joined(
        (str(notice.first), str(notice.last), notice.letters, notice.kind) for notice in notices
    )
    columns["libc"] = _joined(
        (name, str(entry.port), entry.letters)
        for entry in libc
        for name in (entry.name, *entry.aliases)
    )
    columns["kinds"] = _joined((str(port), *cells) for port, *cells in kinds)
    columns["tasks"] = _joined(_tasks(rows))
    columns["cautions"] = _joined(sources.cautions())
    columns["images"] = _joined(images)
    lines = ["\t".join(_cells(row)).rstrip("\t") + "\n" for row in rows]
    columns["ends"] = _hexadecimal(accumulate(len(line.encode()) for line in lines), 8)
    return "".join([*(f"{label}\t{cells}\n" for label, cells in columns.items()), "\n", *lines])


def _row_columns(rows: list[Row]) -> dict[str, str]:
    kinds = sorted({row.letters for row in rows})
    return {
        "first": _hexadecimal((row.first for row in rows), 4),
        "last": _joined(
            (str(i), str(row.last)) for i, row in enumerate(rows) if row.last > row.first
        ),
        "transport-kinds": "\t".join(kinds),
        "transports": "".join(chr(48 + kinds.index(row.letters)) for row in rows),
        "sources": "".join(row.source for row in rows),
    }


def _cells(row: Row) -> tuple[str, ...]:
    """Return what the row's own line says."""
    return (
        row.name,
        row.en,
        "" if row.ja == row.en else row.ja,
        " ".join(row.aliases),
        ",".join(row.references),
        "|".join(row.slip or ()),
        "!" if row.is_used_otherwise else "",
    )


def _key_columns(
    rows: list[Row], libc: list[Libc], images: list[tuple[str, str, str]]
) -> dict[str, str]:
    """Return the index of names: sorted keys, their rows, and how likely people mean each.

    "2" is what everybody has heard of, "1" what is more than a line in IANA's registry.
    """
    household = {software for _, _, software in images[:HOUSEHOLD]}
    famous = {name.casefold(): "1" for entry in libc for name in (entry.name, *entry.aliases)}
    for row in rows:
        names = [name.casefold() for name in (row.name, *row.aliases)]
        if row.source == "T" or (row.source == "U" and row.name in household):
            famous.update(dict.fromkeys(names, "2"))
        elif row.source != "I":
            famous.update({name: famous.get(name, "1") for name in names})
    keys = sorted(
        (key, ORDER.index(row.source), i)
        for i, row in enumerate(rows)
        for key in dict.fromkeys(name.casefold() for name in (row.name, *row.aliases))
    )
    return {
        "keys": "\t".join(key for key, _, _ in keys),
        "key-rows": _hexadecimal((i for _, _, i in keys), 4),
        "key-fame": "".join(famous.get(key, "0") for key, _, _ in keys),
    }


def _tasks(rows: list[Row]) -> Iterable[tuple[str, str]]:
    """Yield the words for a task and the rows that serve it, the best known first."""
    index: dict[tuple[int, str], int] = {}
    for i, row in enumerate(rows):
        index.setdefault((row.first, row.name), i)
    for words, places, where in sources.tasks():
        missing = [place for place in places if place not in index]
        if missing:
            raise sources.MistakeError(f"{where}: no such row: {missing[0]}")
        yield words, " ".join(str(index[place]) for place in places)


def _as_people_know_them(registry: list[Row], listed: list[Row], libc: list[Libc]) -> list[Row]:
    """Put the best known name of a port before the registry's others; add the C library's aliases.

    Best known is what the reference tables say, else what the C library says: 2049 is nfs before
    shilp, 465 is submissions before urd; postgresql is also called postgres. Of two that the
    reference tables have, the C library's goes first: 520 is router before efs.
    """
    aliases, libc_names = _aliases(registry, libc)
    reference_names = {(row.first, letter, row.name) for row in listed for letter in row.letters}
    libc_aliases = {
        (entry.port, letter, name)
        for entry in libc
        for letter in entry.letters
        for name in entry.aliases
    }

    def fame(row: Row) -> int:
        places = {(row.first, letter, row.name) for letter in row.letters}
        if places & reference_names:
            return 0 if places & (libc_names | libc_aliases) else 1
        return 2 if places & libc_names else 3

    rows = [row._replace(aliases=aliases.get((row.first, row.name), ())) for row in registry]
    return sorted(rows, key=lambda row: (row.first, fame(row)))


def _libc_rows(rows: list[Row], libc: list[Libc]) -> list[Row]:
    """Return rows for the C library's entries of which the others lack a name on that port."""
    known = {(row.first, name.casefold()) for row in rows for name in (row.name, *row.aliases)}
    found: dict[tuple[int, str], Row] = {}
    for entry in libc:
        names = (entry.name, *entry.aliases)
        missing = [name for name in names if (entry.port, name.casefold()) not in known]
        if not missing or not entry.en:
            continue
        first, *others = missing
        before = found.get((entry.port, first))
        letters = (before.letters if before else "") + entry.letters
        aliases = tuple(dict.fromkeys((*(before.aliases if before else ()), *others)))
        found[entry.port, first] = Row(
            *(entry.port, entry.port, first, aliases, letters, "L", entry.en, entry.ja)
        )
    return list(found.values())


def _in_japanese(official: list[Row], listed: list[Row]) -> list[Row]:
    """Give the registry's rows the Japanese of the tables that have the same port and name."""
    japanese = {(row.first, row.name.casefold()): row.ja for row in reversed(listed)}

    # A text of its own in iana-ja.tsv is nearer to what IANA says.
    return [
        row._replace(ja=japanese.get((row.first, row.name.casefold()), row.ja))
        if row.ja == row.en
        else row
        for row in official
    ]


def _aliases(
    registry: list[Row], libc: list[Libc]
) -> tuple[dict[tuple[int, str], tuple[str, ...]], set[tuple[int, str, str]]]:
    """Return what else the C library calls (port, name), and which (port, letter, name) it has."""
    names_at: dict[int, set[str]] = {}
    for row in registry:
        if row.first == row.last:  # a range has no alias: x11-0 is 6000 alone
            names_at.setdefault(row.first, set()).add(row.name)
    aliases: dict[tuple[int, str], tuple[str, ...]] = {}
    for entry in libc:
        taken = names_at.get(entry.port, set())
        names = (entry.name, *entry.aliases)
        known = next((name for name in names if name in taken), None)
        if known is not None:
            others = (*aliases.get((entry.port, known), ()), *names)
            aliases[entry.port, known] = tuple(
                dict.fromkeys(name for name in others if name not in taken)
            )
    return aliases, {(entry.port, letter, entry.name) for entry in libc for letter in entry.letters}


def _hexadecimal(numbers: Iterable[int], digits: int) -> str:
    return "".join(f"{number:0{digits}x}" for number in numbers)


def _joined(records: Iterable[tuple[str, ...]]) -> str:
    return "\t".join(cell for record in records for cell in record)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
