"""A mail server whose port does not tell its protocol

nginx's mail servers speak IMAP, POP3 or SMTP. Ports 143 and 993, 110 and 995, and 25, 465
and 587 tell which; on any other port `protocol` has to say it.

## Example

```nginx
mail {
    server { listen 1143; }
}
```

## Instead

```nginx
mail {
    server { listen 1143; protocol imap; }
}
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Server
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "the port tells no mail protocol: write protocol imap, pop3 or smtp",
    "ポートからメールのプロトコルが決まりません: protocol imap、pop3、smtp のどれかを書きます",
)

JAPANESE = """
ポートからプロトコルが決まらないメールサーバー

nginx のメールサーバーは IMAP、POP3、SMTP のどれかを話します。143 と 993、110 と 995、
25 と 465 と 587 ならポートから決まり、ほかのポートでは `protocol` が必要です。
"""

# Source: nginx's documentation of `protocol`, and 1.22.1 tried.
_TELLING = frozenset({143, 993, 110, 995, 25, 465, 587})


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    for server in found.servers:
        pause()
        if server.module == "mail" and _is_unknown(server):
            last = server.listeners[-1]
            yield last.document, Finding(last.span, MESSAGE)


def _is_unknown(server: Server) -> bool:
    if server.protocol or not server.is_whole or server.directive is None:
        return False
    ports = [listener.ports for listener in server.listeners]
    if not ports or None in ports:
        return False
    return not any(port and port[0] in _TELLING for port in ports)


RULE = Rule("error", per_file(_find), JAPANESE)
