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
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.context import Context
from portlens.workspace.document import Document

JAPANESE = """
登録と異なるポートに付けられたサービス名

IANA はこの名前を別のポートに登録しています。
自分のプログラムのためにあえてそうしている場合もありますが、
名前を検索すると、他の誰も意図しないポートになります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each usable line whose name the catalogue has for other ports only."""
    for use in document.uses:
        entry = use.detail
        if not isinstance(entry, Entry) or entry.number is None or use.port is None:
            continue
        ports = _registered(context.catalogue, entry.name)
        if not ports or entry.number in ports or not use.port.is_known:
            continue
        if any(entry.name == row.name for row in context.catalogue.at(entry.number)):
            continue  # inside a range that is registered under this name
        known = ", ".join(map(str, ports[:3]))
        message = MESSAGE.fill(name=entry.name, ports=known, number=entry.number)
        fixes = (Fix(WRITE.fill(port=ports[0]), (Edit(use.port.span, str(ports[0])),)),)
        yield Finding("service-name-mismatch", use.port.span, message, fixes=fixes)


def _registered(catalogue: Catalogue, name: str) -> tuple[int, ...]:
    """Return the ports of `name` in any transport: one that differs only in that is no surprise."""
    transports = ("tcp", "udp", "sctp", "dccp")
    return tuple(
        dict.fromkeys(
            port for transport in transports for port in catalogue.ports_named(name, transport)
        )
    )


MESSAGE = Phrase(
    "{name} is known as port {ports}, not {number}",
    "{name} は {number} ではなくポート {ports} として知られています",
)
WRITE = Phrase("Write {port}", "{port} と書く")

RULE = Rule("information", check, JAPANESE)
