"""A Port line that counts for nothing

`Port` gives a port to those `ListenAddress` lines that have none. Where each of them has a port
of its own, sshd listens on those sockets alone and never on the one that `Port` names, without a
word. Who moves sshd to another port by such a line finds it where it was.

## Example

```sshd_config
Port 2222
ListenAddress 0.0.0.0:22
```

## Instead

```sshd_config
Port 2222
ListenAddress 0.0.0.0
```
"""

from collections.abc import Iterable

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.services.names import ServiceNames
from portlens.programs.ssh.lines import configuration
from portlens.programs.ssh.sockets import server
from portlens.rules._rule import Rule
from portlens.rules.ssh._places import removal
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "sshd does not listen on {port}: every ListenAddress has a port of its own",
    "sshd は {port} で待ち受けません: すべての ListenAddress にポートが書かれています",
)
ADDRESS = Phrase("the port that counts", "有効なポート")
REMOVE = Phrase("Remove the line", "行を削除する")

JAPANESE = """
効果のない Port

`Port` は、ポートの書かれていない `ListenAddress` のポートを決めます。
すべての `ListenAddress` にポートが書かれていると、sshd はそれらのソケットだけで待ち受け、
`Port` のポートでは待ち受けません。エラーや警告も出ません。
この行でポートを変えたつもりでも、sshd は元のポートのままです。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each Port line, where none of them counts."""
    if document.format.id != "sshd_config":
        return
    found = server(
        configuration(document, context.workspace), ServiceNames(document, context.workspace)
    )
    if found.is_port_used or not found.is_whole:
        return
    address = found.addresses[0]
    where = None if address.document is document else address.document.path
    for line in found.ports:
        if line.document is document:
            yield Finding(
                "ineffective-port",
                line.span,
                MESSAGE.fill(port=line.port),
                (Related(address.span, ADDRESS, where),),
                # Safe: sshd never looks at the line.
                (Fix(REMOVE, (removal(document.text, line.line),), is_safe=True),),
                is_unnecessary=True,
            )


RULE = Rule("warning", check, JAPANESE)
