"""`ports --output-format markdown`: a table for a README or a wiki."""

from portlens.cli.inventory.record import Inventory
from portlens.cli.inventory.table import TITLES, cells
from portlens.text.escape import markdown
from portlens.text.phrase import Phrase


def report(inventory: Inventory) -> str:
    """Return the inventory as one Markdown table."""
    titles: tuple[Phrase, ...] = TITLES
    texts = [cells(record, inventory) for record in inventory.records]
    if inventory.is_linked:
        from portlens.cli.inventory import chain

        titles, texts = chain.TITLES, chain.chains(inventory)
    head = [inventory.say(title).capitalize() for title in titles]
    rows = [list(map(markdown, row)) for row in texts]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
