"""`ports --output-format markdown`: a table for a README or a wiki."""

from portlens.cli.inventory.record import Inventory
from portlens.cli.inventory.table import TITLES, cells
from portlens.text.escape import markdown


def report(inventory: Inventory) -> str:
    """Return the inventory as one Markdown table."""
    head = [inventory.say(title).capitalize() for title in TITLES]
    rows = [list(map(markdown, cells(record, inventory))) for record in inventory.records]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
