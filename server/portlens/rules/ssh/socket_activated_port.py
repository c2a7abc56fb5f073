"""A port on which systemd listens in place of sshd

Where `ssh.socket` is enabled, systemd opens the sockets and hands them to sshd, which then passes
over its own `Port` and `ListenAddress`. What has to be done for a changed line to count differs:

- Ubuntu 24.04 and later: a generator makes the socket of these lines, at `systemctl
  daemon-reload`; then `systemctl restart ssh.socket`.
- Ubuntu 22.10 to 23.10: the lines were carried over once, at the upgrade. A later edit does
  nothing; the port has to be changed in the socket unit (`systemctl edit ssh.socket`).
- Elsewhere, Debian for one, only `ListenStream` of the socket unit counts.

This is no more than a hint, at the first such line of an sshd_config whose `etc` folder has an
`ssh.socket` that is enabled, written or changed there.

## Example

```sshd_config path=etc/ssh/sshd_config
Port 2222
```

```file path=etc/systemd/system/ssh.socket.d/port.conf
[Socket]
ListenStream=
ListenStream=2222
```

## Instead

```sshd_config path=etc/ssh/sshd_config
PermitRootLogin no
```

```file path=etc/systemd/system/ssh.socket.d/port.conf
[Socket]
ListenStream=
ListenStream=2222
```
"""

from collections.abc import Iterator

from portlens.formats.ssh import SERVER
from portlens.formats.ssh.directive import Directive
from portlens.model.finding import Finding, Related
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.handover import opener_of
from portlens.programs.program import Program
from portlens.programs.ssh.lines import configuration
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "systemd listens in place of sshd ({unit}): Ubuntu 24.04 and later take such lines over at "
    "`systemctl daemon-reload` and `systemctl restart {unit}`, any other system goes by the unit",
    "sshd の代わりに systemd が待ち受けます ({unit})。Ubuntu 24.04 以降では "
    "`systemctl daemon-reload` と `systemctl restart {unit}` で反映され、"
    "それ以外ではユニットの設定だけが有効です",
)
HERE = Phrase("{unit} listens on {port}", "{unit} が {port} で待ち受ける場所")
_MOST_TOLD = 3  # sockets

JAPANESE = """
sshd の代わりに systemd が待ち受けるポート

`ssh.socket` が有効な場合、systemd がソケットを開いて sshd に渡し、sshd は自分の `Port` と
`ListenAddress` を使いません。変更を反映する方法は環境によって異なります。

- Ubuntu 24.04 以降: `systemctl daemon-reload` の際にジェネレーターがこれらの行から
  ソケットの設定を作ります。その後 `systemctl restart ssh.socket` を実行します。
- Ubuntu 22.10 から 23.10: アップグレード時に 1 回だけ引き継がれます。その後の編集は
  反映されないため、ソケットユニットのポートを変更します (`systemctl edit ssh.socket`)。
- Debian などそれ以外の環境: ソケットユニットの `ListenStream` だけが有効です。

同じ `etc` フォルダーに `ssh.socket` があり、有効化、作成、変更のいずれかがされている場合に、
sshd_config の最初の該当行にヒントとして示します。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint at the first line that would have sshd listen if nobody did so in its place.

    What is true of one is true of all, and one `systemctl` is the cure.
    """
    # In a Match block sshd takes none of them, and does not start.
    refused = {
        placed.directive.key
        for placed in configuration(document, context.workspace).placed_in(document)
        if placed.is_conditional
    }
    spans = (
        use.span
        for use in document.uses
        if isinstance(use.detail, Directive)
        and use.detail.keyword in ("port", "listenaddress")
        and use.detail.key not in refused
    )
    first = next(spans, None)
    opener = _opener(document, context) if first is not None else None
    if first is None or opener is None:
        return
    unit = opener.facts.name
    related = tuple(
        Related(one.place.span, HERE.fill(unit=unit, port=one.first), one.place.path)
        for one in opener.sockets[:_MOST_TOLD]
    )
    yield Finding(first, MESSAGE.fill(unit=unit), related)


def _opener(document: Document, context: Context) -> Program | None:
    network = network_of(document, context)
    own = next(iter(network.reading(document.path)), None)
    return opener_of(own, network.programs) if own is not None else None


RULE = Rule("hint", check, JAPANESE, lambda format_: format_.id == SERVER)
