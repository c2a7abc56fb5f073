"""The same port twice

The second line adds nothing. sshd tries to bind the socket again, fails, writes an error to
its log and goes on. ssh takes the first `Port` of a block and ignores the next. In a services
file only the first name of a port is ever found for its number. Compose takes the same entry
of a service once.

## Example

```sshd_config
Port 22
Port 22
```

## Instead

```sshd_config
Port 22
Port 2222
```
"""

from collections.abc import Iterable

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.workspace.document import Document

JAPANESE = """
同じポートの重複

2 つ目の行には効果がありません。sshd は同じソケットをもう一度バインドしようとして失敗し、
エラーをログに書いて続行します。ssh はブロックの最初の Port だけを使い、次のものを無視します。
services では、番号から引けるのはそのポートの最初の名前だけです。
Compose では、1 つのサービスの同じ項目は 1 回だけ使われます。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Return the findings of the document's format."""
    match document.format.id:
        case "sshd_config":
            from portlens.rules.ssh._server_duplicates import server_duplicates

            return server_duplicates(document, context)
        case "ssh_config":
            from portlens.rules.ssh._client_duplicates import client_duplicates

            return client_duplicates(document)
        case "services":
            from portlens.rules.services._names import duplicate_ports

            return duplicate_ports(document)
        case "compose":
            from portlens.rules.compose._redundant import redundant_entries

            return redundant_entries(document, context)
        case _:
            return ()


RULE = Rule("warning", check, JAPANESE)
