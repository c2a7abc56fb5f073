"""The catalogue: from its file to the first answer, and what it takes up."""

import json
import tracemalloc
from functools import partial
from pathlib import Path

from portlens.catalogue import load
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.table import Table
from tests.bench.measure import Row, side_by_side

TABLE = Path(load.__file__).with_name("table.tsv")
MOST_BYTES = 3 * 1024 * 1024


def run() -> list[Row]:
    """Measure loading against JSON lists and two dicts, and memory against a limit."""
    text = json.dumps(_rows(), ensure_ascii=False)
    ours, rival = side_by_side(_ready, partial(_two_dicts, text))
    return [
        Row("catalogue ready for a look-up", ours, rival, "json.loads, two dicts", 0.5),
        Row("catalogue in memory", _bytes() / 2**20, MOST_BYTES / 2**20, "limit", 1, "MiB"),
    ]


def _ready() -> Catalogue:
    known = Catalogue(Table(TABLE.read_bytes()))
    known.at(5432)
    known.named("postgresql")
    return known


def _rows() -> list[tuple[object, ...]]:
    known = load.catalogue()
    return [
        (
            *(row.first, row.last, row.name, row.aliases, row.transports, row.status),
            *(row.description, row.source, row.references, row.slip, row.is_used_otherwise),
        )
        for port in range(65536)
        for row in known.at(port)
        if row.first == port
    ]


def _two_dicts(text: str) -> object:
    by_port: dict[int, list[list[object]]] = {}
    by_name: dict[str, list[list[object]]] = {}
    for row in json.loads(text):
        by_port.setdefault(row[0], []).append(row)
        for name in (row[2], *row[3]):
            by_name.setdefault(name.casefold(), []).append(row)
    return by_port[5432], by_name["postgresql"]


def _bytes() -> int:
    tracemalloc.start()
    known = Catalogue(Table(TABLE.read_bytes()))
    known.at(5432)
    known.named("postgresql")
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size
