"""`ports --links`: who reaches which port of which service, and by which port of the host."""

from portlens.cli.inventory.drawn import SIGNS
from portlens.cli.inventory.record import Inventory
from portlens.features.port_graph.graph import GraphNode, Mark
from portlens.features.port_graph.rows import Row, rows
from portlens.text.phrase import Phrase
from portlens.text.visible import visible


def chains(inventory: Inventory) -> list[tuple[str, ...]]:
    """Return the columns of each row of the graph."""
    return [_cells(row, inventory) for row in rows(inventory.graph())]


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
NOTHING = Phrase("no port is open or asked for here", "開くポートも接続先のポートもありません")
