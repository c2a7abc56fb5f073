"""`ports --links`: who reaches which port of which service, and by which port of the host."""

from collections.abc import Mapping

from portlens.cli.inventory.choice import Entry
from portlens.cli.inventory.drawn import SIGNS
from portlens.cli.inventory.record import Inventory
from portlens.cli.inventory.where import Where
from portlens.features.port_graph.graph import GraphNode, Mark
from portlens.features.port_graph.rows import Row, rows
from portlens.text.phrase import Phrase
from portlens.text.visible import visible


def chains(inventory: Inventory) -> list[tuple[str, ...]]:
    """Return the columns of each row of the graph."""
    return [_cells(row, inventory) for row in rows(inventory.graph()) if inventory.has_row(row)]


def entry_of(row: Row, where: Where, formats: Mapping[str, str]) -> Entry:
    """Return what a filter looks at in a row; `formats` are those of the files, by path.

    Both ends count: the host's ports and the service's, and who connects as well as the owner.
    """
    published = [node for node in row.published if node.kind == "published"]
    ports = [port for node in published for port in node.ports] + ([row.own] if row.own else [])
    roles = {
        "publishes": bool(published),
        "container": row.port is not None,
        "listens": row.own is not None and row.port is None,
        "connects": bool(row.callers),
    }
    first, dash, last = row.text.partition("-")
    is_asked = row.own is None and first.isdecimal() and (last.isdecimal() or not dash)
    places = [node.place for node in (row.node, *published, *row.callers)]
    places += [port.place for port in ports]
    paths = dict.fromkeys(place.path for place in places if place is not None)
    return Entry(
        [role for role, is_so in roles.items() if is_so],
        [(port.first, port.last) for port in ports]
        + ([(int(first), int(last or first))] if is_asked else []),
        [port.transport for port in ports],
        [formats[path] for path in paths if path in formats],
        [where.path(path) for path in paths],
        [row.name],
        [node.label for node in (row.node, *row.callers)],
    )


def _cells(row: Row, inventory: Inventory) -> tuple[str, ...]:
    is_custom = row.port is not None and row.port.certainty == "usual"
    port = row.port.text if row.port is not None else "" if row.published else row.text
    texts = (
        _labels(row.published),
        row.node.label if row.node.kind == "service" else f"? {row.node.label}",
        f"~ {port}" if is_custom else port,
        row.name,
        _labels(row.callers),
        ", ".join(f"{SIGNS[mark]} {inventory.say(WORDS[mark])}" for mark in row.marks),
    )
    return tuple(visible(text.replace("\n", " ")) for text in texts)


def _labels(nodes: tuple[GraphNode, ...]) -> str:
    return ", ".join(node.label for node in nodes)


TITLES = (
    Phrase("HOST", "ホスト"),
    Phrase("SERVICE", "サービス"),
    Phrase("PORT", "ポート"),
    Phrase("NAME", "名前"),
    Phrase("WHO CONNECTS", "接続元"),
    Phrase("STATE", "状態"),
)
WORDS: dict[Mark, Phrase] = {
    "": Phrase("", ""),
    "conflict": Phrase("in conflict", "競合"),
    "unserved": Phrase("nothing listens", "待ち受けなし"),
    "unreachable": Phrase("no network in common", "共通のネットワークなし"),
    "nameless": Phrase("name not found", "名前が見つからない"),
    "unknown": Phrase("unknown", "不明"),
}
