"""`ports --output-format table`: for people, in aligned columns."""

from portlens.cli.inventory.record import ROLES, Inventory, Record
from portlens.cli.table import Kept, table
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase
from portlens.text.visible import visible


def report(inventory: Inventory) -> str:
    """Return one line for each port use, by file, under a head."""
    if inventory.is_linked:
        from portlens.cli.inventory import chain

        linked = chain.chains(inventory)
        if not linked:
            return inventory.say(chain.NOTHING) + "\n"
        head = tuple(inventory.say(title) for title in chain.TITLES)
        return table(head, linked, inventory.stream, inventory.color, {1: "whole", 2: "whole"})
    if not inventory.records:
        return inventory.say(NOTHING) + "\n"
    rows = [cells(record, inventory) for record in inventory.records]
    head = tuple(inventory.say(title) for title in TITLES)
    return table(head, rows, inventory.stream, inventory.color, KEPT)


def cells(record: Record, inventory: Inventory) -> tuple[str, ...]:
    """Return the columns of one record."""
    texts = (
        record.port or inventory.say(ANY),
        record.use.transport,
        record.name,
        inventory.say(ROLES[record.use.role]),
        address(record.use),
        record.target,
        record.use.owner,
        f"{record.shown}:{record.line}",
    )
    return tuple(visible(text.replace("\n", " ")) for text in texts)


def address(use: PortUse) -> str:
    """Return the address as written beside ports: IPv6 in brackets, nothing for none."""
    if use.address is None:
        return ""
    return f"[{use.address.text}]" if use.address.family == "ipv6" else use.address.text


# The place is there to be opened; of `services.web` the end tells most.
KEPT: dict[int, Kept] = {0: "whole", 6: "tail", 7: "whole"}
TITLES = (
    Phrase("PORT", "ポート"),
    Phrase("TRANSPORT", "トランスポート"),
    Phrase("NAME", "名前"),
    Phrase("ROLE", "役割"),
    Phrase("ADDRESS", "アドレス"),
    Phrase("TARGET", "転送先"),
    Phrase("OWNER", "使用元"),
    Phrase("PLACE", "場所"),
)
ANY = Phrase("any", "任意")
NOTHING = Phrase("no port is used here", "使われているポートはありません")
