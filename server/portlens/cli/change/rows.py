"""A change of ports as cells: what was, and behind an arrow what is."""

from portlens.cli.change.compare import Change, Kind, PortChange
from portlens.cli.inventory.record import ROLES, Record
from portlens.cli.inventory.table import ANY, TITLES, address
from portlens.text.phrase import Language, Phrase
from portlens.text.visible import visible

# The place is told by its line: the file stands above, or before it.
HEAD = (*TITLES[:1], *TITLES[2:7])


def cells(change: PortChange, language: Language) -> tuple[str, ...]:
    """Return the columns of `HEAD`; where both sides differ, `old → new`."""
    sides = [_cells(each, language) for each in (change.before, change.after) if each]
    old, new = sides[0], sides[-1]
    nothing = NOTHING.to(language)
    return tuple(
        one if one == other else f"{one or nothing} → {other or nothing}"
        for one, other in zip(old, new, strict=True)
    )


def place(change: PortChange) -> tuple[str, int]:
    """Return the file and the line, from 1, of the use as it is now, or as it was."""
    return change.record.shown, change.record.line


def summary(change: Change, language: Language) -> str:
    """Return one sentence that counts what the change does."""
    counts = dict.fromkeys(COUNTED, 0)
    for each in change.ports:
        counts[each.kind] += 1
    counts["new"], counts["cured"] = len(change.new), len(change.cured)
    parts = []
    for kinds, noun in ((KINDS, PORTS), (("new", "cured"), FINDINGS)):
        said = [
            COUNTED[kind].fill(count=counts[kind]).to(language) for kind in kinds if counts[kind]
        ]
        if said:
            parts.append(noun.fill(counts=COMMA.to(language).join(said)).to(language))
    return SEMICOLON.to(language).join(parts) or SAME.to(language)


def _cells(record: Record, language: Language) -> tuple[str, ...]:
    use = record.use
    port = record.port or ANY.to(language)
    where = address(use) or (EVERY.to(language) if use.role == "publishes" else "")
    texts = (
        port if use.transport == "tcp" else f"{port}/{use.transport}",
        record.name,
        ROLES[use.role].to(language),
        where,
        record.target,
        use.owner,
    )
    return tuple(visible(text.replace("\n", " ")) for text in texts)


KINDS: tuple[Kind, ...] = ("added", "changed", "moved", "removed")
COUNTED = {
    "added": Phrase("{count} added", "追加 {count}"),
    "changed": Phrase("{count} changed", "変更 {count}"),
    "moved": Phrase("{count} moved", "移動 {count}"),
    "removed": Phrase("{count} removed", "削除 {count}"),
    "new": Phrase("{count} new", "新規 {count}"),
    "cured": Phrase("{count} cured", "解消 {count}"),
}
PORTS = Phrase("ports: {counts}", "ポート: {counts}")
FINDINGS = Phrase("findings: {counts}", "指摘: {counts}")
COMMA = Phrase(", ", "、")
SEMICOLON = Phrase("; ", "。")
EVERY = Phrase("all", "すべて")
NOTHING = Phrase("none", "なし")
SAME = Phrase("no port and no finding changes", "ポートにも指摘にも変わりはありません")
