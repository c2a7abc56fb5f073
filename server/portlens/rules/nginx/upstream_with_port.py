"""A port after the name of an upstream

The name stands for the whole group of servers that `upstream` defines, and these have their
own ports. nginx refuses a port after it, even the usual one. It refuses one as well at a server
of such a group that has `service=`: then the name server tells the port.

## Example

```nginx
http {
    upstream app { server 127.0.0.1:3000; }
    server { location / { proxy_pass http://app:3000; } }
}
```

## Instead

```nginx
http {
    upstream app { server 127.0.0.1:3000; }
    server { location / { proxy_pass http://app; } }
}
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Connection
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{name} is an upstream, and no port may follow its name",
    "{name} は upstream であり、名前の後にポートは書けません",
)
SERVICE = Phrase(
    "with service= the name server tells the port: nginx refuses one here",
    "service= があるとポートはネームサーバーが決めるため、ここのポートは拒否されます",
)
DEFINED = Phrase("the upstream {name}", "upstream {name} の定義")
REMOVE = Phrase("Remove the port", "ポートを削除する")

JAPANESE = """
upstream の名前の後のポート

名前は `upstream` が定義するサーバーのグループ全体を表し、ポートはそれぞれのサーバーにあります。
nginx は名前の後のポートを、既定のポートであっても拒否します。
グループのサーバーに `service=` がある場合、ポートはネームサーバーが決めるため、
そこに書いたポートも拒否されます。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    for connection in found.connections:
        pause()
        connect, parsed = connection.connect, connection.connect.parsed
        if connect.grammar.asks_for_port:
            yield from _service(connection)
            continue
        if parsed.port is None or parsed.first is None or connect.has_variable:
            continue
        upstream = found.upstreams.get((connect.module, parsed.host.lower()))
        if upstream is None or not connect.grammar.names_upstream:
            continue
        start, end = parsed.port
        with_colon = connect.span(start - 1, end)
        path = path_from(connection.document, upstream.document)
        finding = Finding(
            connect.span(start, end),
            MESSAGE.fill(name=parsed.host),
            (Related(upstream.word.span, DEFINED.fill(name=parsed.host), path),),
            (Fix(REMOVE, (Edit(with_colon, ""),), is_safe=True, is_preferred=True),),
        )
        yield connection.document, finding


def _service(connection: Connection) -> Iterator[tuple[Document, Finding]]:
    """Yield a finding for a port at a server whose port a name server tells."""
    connect, parsed = connection.connect, connection.connect.parsed
    if parsed.port is not None and parsed.problem is None:
        start, end = parsed.port
        edit = Edit(connect.span(start - 1, end), "")
        yield (
            connection.document,
            Finding(
                connect.span(start, end),
                SERVICE,
                fixes=(Fix(REMOVE, (edit,), is_preferred=True),),
            ),
        )


RULE = Rule("error", per_file(_find), JAPANESE)
