"""A known service name on another port

IANA registered this name for another port. That may be on purpose, in a file for one's own
programs; but whoever looks the name up gets a port that nobody else means by it.

## Example

```services
http    8888/tcp
```

## Instead

```services
myapp-http  8888/tcp
```
"""

from collections.abc import Iterable

from portlens.catalogue.catalogue import Catalogue
from portlens.formats.services.entry import Entry
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.workspace.document import Document

JAPANESE = """
登録と異なるポートに付けられたサービス名

IANA はこの名前を別のポートに登録しています。
自分のプログラムのためにあえてそうしている場合もありますが、
名前を検索すると、他の誰も意図しないポートになります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each usable line whose name the catalogue has for other ports only."""
    known: dict[str, tuple[int, ...]] = {}
    for use in document.uses:
        pause()
        entry = use.detail
        if not isinstance(entry, Entry) or entry.number is None or use.port is None:
            continue
        if not use.port.is_known:
            continue
        ports = _elsewhere(context.catalogue, entry, entry.number, known)
        if ports:
            written = in_a_row(map(str, ports[:3]))
            message = MESSAGE.fill(name=entry.name, ports=written, number=entry.number)
            edit = Edit(use.port.span, str(ports[0]))
            fixes = (Fix(WRITE.fill(port=ports[0]), (edit,)),)
            yield Finding(use.port.span, message, fixes=fixes)


def _elsewhere(
    catalogue: Catalogue, entry: Entry, number: int, known: dict[str, tuple[int, ...]]
) -> tuple[int, ...]:
    """Return the ports that the name is registered for, if `number` is none of them.

    `known` keeps what was asked of the lines above. A registration for another transport will
    do: that a name differs only in that surprises nobody.
    """
    ports = known.get(entry.name)
    if ports is None:
        transports = ("tcp", "udp", "sctp", "dccp")
        found = [port for each in transports for port in catalogue.ports_named(entry.name, each)]
        ports = known[entry.name] = tuple(dict.fromkeys(found))
    if number in ports or not ports:
        return ()
    if any(entry.name == row.name for row in catalogue.at(number)):
        return ()  # inside a range that is registered under this name
    return ports


MESSAGE = Phrase(
    "{name} is known as port {ports}, not {number}",
    "{name} は {number} ではなくポート {ports} として知られています",
)
WRITE = Phrase("Write {port}", "{port} と書く")

RULE = Rule("information", check, JAPANESE)
