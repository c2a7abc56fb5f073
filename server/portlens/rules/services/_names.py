"""Which entry of a services file a look-up by name or by number finds."""

from collections.abc import Iterator

from portlens.formats.services.entry import Entry
from portlens.model.finding import Finding, Related
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


class Reached(NamedTuple):
    """One usable line, and the earlier lines that stand before it in look-ups."""

    use: PortUse
    entry: Entry
    by_number: PortUse | None  # found for this port in its place
    by_name: tuple[PortUse | None, ...]  # found for each of the entry's names in its place

    @property
    def is_dead(self) -> bool:
        """Whether no look-up comes to this line."""
        return self.by_number is not None and None not in self.by_name


def reached(document: Document) -> Iterator[Reached]:
    """Yield the usable lines of a services file that some earlier line stands before.

    The first match wins, name by name. Large files have few such lines, so that all others are
    passed over quickly.
    """
    numbers: dict[tuple[int, str], PortUse] = {}
    names: dict[tuple[str, str], PortUse] = {}
    for use in document.uses:
        pause()
        entry = use.detail
        if not isinstance(entry, Entry) or entry.number is None or not entry.protocol:
            continue
        protocol = entry.protocol
        by_number = numbers.setdefault((entry.number, protocol), use)
        by_name = names.setdefault((entry.name, protocol), use)
        if entry.aliases or by_number is not use or by_name is not use:
            found = [names.setdefault((name, protocol), use) for name in entry.aliases]
            line = Reached(
                use,
                entry,
                None if by_number is use else by_number,
                tuple(None if one is use else one for one in (by_name, *found)),
            )
            if line.by_number is not None or any(line.by_name):
                yield line


def duplicate_ports(document: Document) -> Iterator[Finding]:
    """Yield a hint for each later name of a port, which no look-up by number finds.

    Several names for one port are legal and usual, IANA's own registry has thousands.
    """
    for line in reached(document):
        pause()
        before, port = line.by_number, line.use.port
        if before is None or before.port is None or port is None or line.is_dead:
            continue
        if line.entry.name in getattr(before.detail, "names", ()):
            continue  # the same service once more, perhaps for another alias
        values = {
            "port": f"{line.entry.number}/{line.entry.protocol}",
            "name": before.name,
            "line": document.lines.position(before.span.start).line + 1,
        }
        yield Finding(
            port.span,
            LATER.fill(**values),
            related=(Related(before.port.span, FIRST.fill(**values)),),
            severity="hint",
        )


LATER = Phrase(
    "{port} is {name} in line {line}: a look-up by number finds that name",
    "{port} は {line} 行目で {name} です: 番号から検索するとその名前になります",
)
FIRST = Phrase("the first name of {port}", "{port} の最初の名前")
