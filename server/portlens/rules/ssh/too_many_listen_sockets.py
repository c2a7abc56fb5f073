"""More sockets than sshd can hold

sshd keeps at most 16 listening sockets and ends at the next one, although `sshd -t` finds
nothing wrong. Each `Port` counts once for every `ListenAddress` without a port, and twice
where there is none: for IPv4 and for IPv6. More than 256 `Port` lines are an error even to
`sshd -t`.

## Example

```sshd_config
Port 2201
Port 2202
Port 2203
Port 2204
Port 2205
Port 2206
Port 2207
Port 2208
Port 2209
```

## Instead

```sshd_config
AddressFamily inet
Port 2201
Port 2202
Port 2203
Port 2204
Port 2205
Port 2206
Port 2207
Port 2208
Port 2209
```
"""

from collections.abc import Iterable

from portlens.formats.ssh import SERVER
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.ssh.sockets import MOST_PORTS, ListenLine, server_of
from portlens.rules._rule import Rule
from portlens.rules.ssh._start import MOST_SOCKETS, start_of
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
sshd が保持できる数を超えるソケット

sshd が待ち受けるソケットは最大 16 個で、
`sshd -t` では問題なしとされても、次の 1 個で終了します。
Port は、ポートのない ListenAddress ごとに 1 個、
ListenAddress がなければ IPv4 と IPv6 で 2 個と数えます。
257 行目以降の Port は `sshd -t` でもエラーになります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding at the last line that asks for a socket, if there are too many."""
    if document.format.id != "sshd_config":
        return
    found = server_of(document, context.workspace)
    if len(found.ports) > MOST_PORTS:
        yield from _at(document, found.ports[MOST_PORTS], PORTS.fill(most=MOST_PORTS))
    if start_of(document, context.workspace).end is not None:
        last = (found.addresses or found.ports)[-1]
        message = SOCKETS.fill(count=len(found.sockets), most=MOST_SOCKETS)
        yield from _at(document, last, message)


def _at(document: Document, line: ListenLine, message: Phrase) -> Iterable[Finding]:
    if line.document is document.source:
        yield Finding(line.span, message)


PORTS = Phrase("sshd takes at most {most} ports", "sshd に指定できるポートは最大 {most} 個です")
SOCKETS = Phrase(
    "these are {count} sockets: sshd ends at more than {most}",
    "ソケットが {count} 個になります: sshd は {most} 個を超えると終了します",
)

RULE = Rule("error", check, JAPANESE, lambda format_: format_.id == SERVER)
