"""`ports --output-format json`: the contract for scripts."""

from portlens.cli.inventory.record import Inventory, Record
from portlens.cli.terminal import dump_json


def report(inventory: Inventory) -> str:
    """Return the inventory as one JSON object."""
    answer = {"version": 1, "ports": [port_record(record) for record in inventory.records]}
    return dump_json(answer, inventory.stream)


def port_record(record: Record) -> dict[str, object]:
    """Return a port use as the contract spells it."""
    use, lines = record.use, record.document.lines
    start, end = lines.position(use.span.start), lines.position(use.span.end)
    return {
        "path": record.shown,
        "format": record.document.format.id,
        "range": {
            "start": {"line": start.line + 1, "column": start.column + 1},
            "end": {"line": end.line + 1, "column": end.column + 1},
        },
        "role": use.role,
        "first": use.port.first if use.port else None,
        "last": use.port.last if use.port else None,
        "transport": use.transport,
        "address": use.address.text if use.address else None,
        "owner": use.owner,
        "target_first": use.target.first if use.target else None,
        "target_last": use.target.last if use.target else None,
        "name": record.name or None,
        "raw": record.raw,
        "resolved": use.resolved,
    }
