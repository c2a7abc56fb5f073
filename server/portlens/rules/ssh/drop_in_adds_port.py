"""A drop-in that adds a port

The first value counts for most settings of sshd_config, so that a file in `sshd_config.d` takes
the place of what the main file says. `Port` adds up instead: sshd listens on the port of the
drop-in and on that of the main file. Who meant to move sshd leaves the old port open.

## Example

```sshd_config path=sshd_config.d/10-port.conf
Port 2222
```

```sshd_config path=sshd_config
Include sshd_config.d/*.conf
Port 22
```

## Instead

```sshd_config path=sshd_config.d/10-port.conf
Port 2222
```

```sshd_config path=sshd_config
Include sshd_config.d/*.conf
```
"""

from collections.abc import Iterable

from portlens.formats.ssh import SERVER
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.ssh.sockets import server_of
from portlens.rules._rule import Rule
from portlens.rules.ssh._places import place, related
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "Port lines add up: sshd listens on {other} as well ({place})",
    "Port は置き換えではなく追加です: sshd は {place}の {other} でも待ち受けます",
)
OTHER = Phrase("the port of the main file", "メインのファイルのポート")

JAPANESE = """
ポートを追加するドロップイン

sshd_config のほとんどの設定では最初の値が有効なので、`sshd_config.d` のファイルが
メインのファイルの設定に優先します。しかし `Port` は加算され、sshd はドロップインのポートと
メインのファイルのポートの両方で待ち受けます。
ポートを移すつもりだった場合、元のポートが開いたままになります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a hint for each Port of a drop-in, where the main file has one other."""
    if document.format.id != "sshd_config":
        return
    found = server_of(document, context.workspace)
    if found.main.path == document.path:
        return
    of_main = [line for line in found.ports if line.document is found.main]
    # Whoever writes several in one file knows that they add up.
    if not found.is_port_used or len(of_main) != 1:
        return
    other = of_main[0]
    for line in found.ports:
        pause()
        if line.document is document.source and line.port != other.port:
            where = place(document, other.document, other.span)
            yield Finding(
                line.span,
                MESSAGE.fill(other=other.port, place=where),
                (related(document, other.document, other.span, OTHER),),
            )


RULE = Rule("hint", check, JAPANESE, lambda format_: format_.id == SERVER)
