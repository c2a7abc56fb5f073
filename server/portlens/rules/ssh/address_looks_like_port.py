"""An address that was meant as a port

`sshd -t` accepts these lines and means something else by them. `ListenAddress 2222` is the
address 0.0.8.174, `ListenAddress ::1:2222` is the IPv6 address ::1:2222 with the usual port,
and `ListenAddress *` is, with glibc, this machine alone, since the asterisk is no wildcard
here. The server then cannot be reached where one expects it.

## Example

```sshd_config
ListenAddress 2222
```

## Instead

```sshd_config
Port 2222
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats.ssh import SERVER
from portlens.formats.ssh.directive import Directive, Tree
from portlens.formats.ssh.host_port import short_ipv4, split_host_port
from portlens.model.address import parse_ip
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.text.span import Span
from portlens.workspace.document import Document

JAPANESE = """
ポートのつもりで書かれたアドレス

`sshd -t` はこれらの行を受け入れますが、意味が異なります。
`ListenAddress 2222` はアドレス 0.0.8.174、
`ListenAddress ::1:2222` はポートではなく ::1:2222 という IPv6 アドレスです。また、アスタリスクは
ワイルドカードではないため、`ListenAddress *` は (glibc では) このマシン自身だけを指します。
そのため、期待した場所からサーバーに接続できません。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a finding for each ListenAddress that sshd reads otherwise than it looks."""
    tree = document.reading.tree
    if document.format.id != "sshd_config" or not isinstance(tree, Tree):
        return
    for line in tree.directives:
        pause()
        if line.keyword == "listenaddress" and line.words:
            yield from _judge(line)


def _judge(line: Directive) -> Iterator[Finding]:
    word = line.words[0]
    text, span = word.text, word.inside
    if is_number(text) and (address := short_ipv4(text)):
        message = NUMBER.fill(text=text, address=address.text)
        yield Finding(span, message, fixes=tuple(_as_port(line, text)))
        return
    parts = split_host_port(text)
    if parts is not None and parts.host == "*":
        port = f":{parts.port}" if parts.port else ""
        is_whole = not parts.port or is_port_number(parts.port)
        fixes = (_both_families(line, port),) if is_whole else ()
        yield Finding(span, ASTERISK, fixes=fixes)
        return
    before, _, last = text.rpartition(":")
    if _is_address_and_port(before, last):
        message = PART.fill(text=text, port=last)
        written = f"[{before}]:{last}"
        fix = Fix(WRITE.fill(text=written), (Edit(span, written),), is_preferred=True)
        fixes = (fix,) if is_port_number(last) else ()
        yield Finding(span, message, fixes=fixes)


def _as_port(line: Directive, text: str) -> Iterator[Fix]:
    if is_port_number(text):
        written = f"Port {text}"
        edit = Edit(Span(line.key.start, line.words[0].span.end), written)
        yield Fix(WRITE.fill(text=written), (edit,), is_preferred=True)


def _both_families(line: Directive, port: str) -> Fix:
    ipv6 = f"[::]{port}" if port else "::"
    edit = Edit(line.words[0].span, f"0.0.0.0{port}\nListenAddress {ipv6}")
    return Fix(EVERYWHERE, (edit,), is_preferred=True)


def _is_address_and_port(before: str, last: str) -> bool:
    """Tell whether an IPv6 address without brackets ends in what was meant as a port.

    `2001:db8::1:5` may well be an address as it stands. The loopback address has no such
    neighbours, and elsewhere only a number with 22 in it speaks of ssh.
    """
    if not (is_number(last)) or ":" not in before:
        return False
    address = parse_ip(before)
    return address is not None and (address.text == "::1" or "22" in last)


NUMBER = Phrase(
    "sshd reads {text} as the address {address}, not as a port",
    "sshd は {text} をポートではなくアドレス {address} と読みます",
)
PART = Phrase(
    "sshd reads all of {text} as an address: {port} is no port here",
    "sshd は {text} 全体をアドレスと読みます: {port} はポートになりません",
)
ASTERISK = Phrase(
    "an asterisk is no wildcard here: sshd listens on loopback alone",
    "ここでアスタリスクはワイルドカードではなく、sshd はループバックだけで待ち受けます",
)
WRITE = Phrase("Write {text}", "{text} と書く")
EVERYWHERE = Phrase("Listen on all addresses", "すべてのアドレスで待ち受ける")

RULE = Rule("warning", check, JAPANESE, lambda format_: format_.id == SERVER)
