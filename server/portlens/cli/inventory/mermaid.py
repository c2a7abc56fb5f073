"""`ports --output-format mermaid`: a map of who uses which port, for Markdown that draws it."""

from portlens.cli.inventory.record import ROLES, Inventory, Record
from portlens.text.escape import mermaid

# Which way an arrow points: a port leads in to who serves it, and out to what is asked.
_OUT = {"connects", "permits"}


def report(inventory: Inventory) -> str:
    """Return a flow chart: files as boxes, owners in them, and an arrow for each port."""
    lines = ["flowchart LR"]
    owners: dict[tuple[str, str], str] = {}
    for record in inventory.records:
        owners.setdefault(_owner(record), f"o{len(owners)}")
    for shown in dict.fromkeys(shown for shown, _ in owners):
        lines.append(f'  subgraph "{mermaid(shown)}"')
        lines += (
            f'    {key}["{mermaid(owner or shown)}"]'
            for (path, owner), key in owners.items()
            if path == shown
        )
        lines.append("  end")
    ports: dict[str, str] = {}
    names: dict[str, str] = {}
    arrows: dict[str, None] = {}
    for record in inventory.records:
        # One port is one node, whatever each file calls it; the first name is shown.
        text = f"{record.port or f'* {record.name}'.strip()}/{record.use.transport}"
        port = ports.setdefault(text, f"p{len(ports)}")
        names[port] = names.get(port) or (record.name if record.port else "")
        owner = owners[_owner(record)]
        label = inventory.say(ROLES[record.use.role])
        label += f" → {record.target}" if record.target else ""
        ends = (owner, port) if record.use.role in _OUT else (port, owner)
        arrows[f'  {ends[0]} -->|"{mermaid(label)}"| {ends[1]}'] = None
    lines += (
        f'  {key}(["{mermaid(f"{text} {names[key]}".strip())}"])' for text, key in ports.items()
    )
    return "\n".join([*lines, *arrows]) + "\n"


def _owner(record: Record) -> tuple[str, str]:
    return record.shown, record.use.owner
