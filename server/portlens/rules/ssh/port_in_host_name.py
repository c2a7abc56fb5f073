"""A port inside HostName

`HostName` is a name or an address and nothing else. ssh looks for a host that is called
`db.example.com:2222` and finds none; no port is taken from it. The port has a line of its own.

## Example

```ssh_config
Host db
    HostName db.example.com:2222
```

## Instead

```ssh_config
Host db
    HostName db.example.com
    Port 2222
```
"""

from collections.abc import Iterable

from portlens.formats.ssh import CLIENT
from portlens.formats.ssh.directive import Directive, Tree
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

JAPANESE = """
HostName の中のポート

HostName に書けるのは名前かアドレスだけです。
ssh は `db.example.com:2222` という名前のホストを探して失敗し、
そこからポートを読み取ることはありません。ポートは Port の行に書きます。
"""

# One colon only: an IPv6 address has more, and stands here without brackets.
_WITH_PORT = regex(r"([^:\[\]]+|\[[^\]]+\]):([0-9]+)\Z")


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a finding for each HostName that ends in a colon and a number."""
    tree = document.reading.tree
    if document.format.id != "ssh_config" or not isinstance(tree, Tree):
        return
    for line in tree.directives:
        pause()
        if line.keyword != "hostname" or not line.words:
            continue
        match = _WITH_PORT.match(line.words[0].text)
        if match:
            is_whole = len(line.words) == 1 and is_port_number(match[2])
            port = line.words[0].part(match.start(2), match.end(2))
            message = MESSAGE.fill(host=match[1], port=match[2])
            fixes = (_fix(document.text, line, match[1].strip("[]"), match[2]),)
            yield Finding(port, message, fixes=fixes if is_whole else ())


def _fix(text: str, line: Directive, host: str, port: str) -> Fix:
    indent = text[line.line.start : line.key.start]
    edit = Edit(line.words[0].span, f"{host}\n{indent}Port {port}")
    return Fix(OWN_LINE, (edit,), is_preferred=True)


MESSAGE = Phrase(
    "ssh takes {port} for a part of the name, not for the port",
    "ssh は {port} をポートではなく名前の一部とみなします",
)
OWN_LINE = Phrase("Give the port a line of its own", "ポートを別の行にする")

RULE = Rule("hint", check, JAPANESE, lambda format_: format_.id == CLIENT)
