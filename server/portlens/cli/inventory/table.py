"""`ports --output-format table`: for people, in aligned columns."""

from itertools import groupby, islice
from operator import itemgetter

from portlens.cli.inventory.record import ROLES, Inventory, Record
from portlens.cli.table import Kept, is_too_wide, table
from portlens.cli.terminal import brush_for, cut
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.visible import visible


def report(inventory: Inventory) -> str:
    """Return one line for each port use, under a head.

    On a narrow terminal a line has the address, the port, the target and the transport in one
    cell, as they are written in configurations, and lines of one file stand below its path.
    """
    if inventory.is_linked:
        from portlens.cli.inventory import chain

        linked = chain.chains(inventory)
        if not linked:
            return inventory.say(NOTHING) + "\n"
        head = tuple(inventory.say(title) for title in chain.TITLES)
        return table(head, linked, inventory.stream, inventory.color, _LINKED_KEPT)
    if not inventory.records:
        return inventory.say(NOTHING) + "\n"
    rows = [cells(record, inventory) for record in inventory.records]
    head = tuple(inventory.say(title) for title in TITLES)
    if not is_too_wide(head, rows, inventory.stream):
        return table(head, rows, inventory.stream, inventory.color, KEPT)
    short = [_short(row) for row in rows]
    files = [row[-1].rpartition(":")[0] for row in rows]
    groups = [list(group) for _, group in groupby(zip(files, short, strict=True), itemgetter(0))]
    head = (head[0], head[2], head[3], head[6], head[7])
    if len(groups) > len(set(files)):  # sorted by something else
        return table(head, short, inventory.stream, inventory.color, _SHORT_KEPT)
    brush = brush_for(inventory.stream, inventory.color)
    lined = [(_line(row), *row[:-1]) for row in short]
    text = table((), lined, inventory.stream, inventory.color, _LINED_KEPT)
    lines = iter(text.split("\n"))
    return "\n".join(
        "\n".join([brush(group[0][0], "bold"), *islice(lines, len(group)), ""]) for group in groups
    )


def _short(row: tuple[str, ...]) -> tuple[str, ...]:
    port, transport, name, role, address, target, owner, place = row
    spelled = f"{address}:{port}" if address else port
    if target:
        spelled += f"→{target}"
    return f"{spelled}/{transport}" if transport else spelled, name, role, owner, place


def _line(row: tuple[str, ...]) -> str:
    return row[-1].rpartition(":")[2]


def cells(record: Record, inventory: Inventory) -> tuple[str, ...]:
    """Return the columns of one record."""
    texts = (
        _brief(record.port) or inventory.say(ANY),
        record.use.transport,
        record.name,
        inventory.say(ROLES[record.use.role]),
        address(record.use),
        _brief(record.target),
        record.use.owner,
        f"{record.shown}:{record.line}",
    )
    return tuple(visible(text.replace("\n", " ")) for text in texts)


def _brief(text: str) -> str:
    """Return a port, or what stands for one in a template, in one short line.

    An ellipsis is in the place of more, and of what another line of the template completes.
    """
    first, _, more = text.replace("\r", "\n").partition("\n")
    line = _CRUMB.sub("…", first[:_MOST_READ].rstrip())
    return cut(f"{line.rstrip('…')}…" if more.strip() else line, _MOST_WRITTEN)


def address(use: PortUse) -> str:
    """Return the address as written beside ports: IPv6 in brackets, nothing for none."""
    if use.address is None:
        return ""
    return f"[{use.address.text}]" if use.address.family == "ipv6" else use.address.text


_MOST_WRITTEN = 40  # columns of what is to be filled in
_MOST_READ = 400  # characters of it
_CRUMB = regex(r"\{%-?[ \t]*(?:el|end)[^%]{0,99}%\}|(?:\{\{(?!.*\}\})|\{%(?!.*%\})).*")
# The place is there to be opened; of `services.web` the end tells most.
KEPT: dict[int, Kept] = {0: "whole", 6: "tail", 7: "whole"}
_SHORT_KEPT: dict[int, Kept] = {0: "whole", 2: "whole", 3: "tail", 4: "whole"}
_LINKED_KEPT: dict[int, Kept] = {0: "last", 2: "whole"}
_LINED_KEPT: dict[int, Kept] = {0: "whole", 1: "whole", 3: "whole", 4: "tail"}
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
NOTHING = Phrase("no port to list", "該当するポートはありません")
