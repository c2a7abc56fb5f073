"""A host name that no service of the project has

nginx looks up the names in its configuration when it starts, and it does not start if one of them
is not there: "host not found in upstream". In a container the names are those of the services
that share a network with it, their container names, host names and aliases.

Nothing is said of names with a dot in them, of variables, which nginx looks up later, and where
more names may be known than the files show: external networks, `extra_hosts`, `dns`, Compose
files that may be loaded together with this one.

## Example

```nginx path=edge.conf
server {
    location / {
        proxy_pass http://apii:3000;
    }
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
  api:
    image: api
```

## Instead

```nginx path=edge.conf
server {
    location / {
        proxy_pass http://api:3000;
    }
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
  api:
    image: api
```
"""

from collections.abc import Iterator, Sequence

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.syntax import Tree
from portlens.model.finding import Finding, Fix
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.rules._connections import connections_in
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "nginx will not start: no service of this project is called {name}",
    "nginx は起動しません。このプロジェクトに {name} という名前のサービスはありません",
)
USE = Phrase("Use {name}", "{name} を使う")

JAPANESE = """
プロジェクトのどのサービスにもないホスト名

nginx は設定に書かれた名前を起動時に解決し、解決できない名前があると起動しません
(host not found in upstream)。コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、
コンテナー名、ホスト名、エイリアスです。

ドットを含む名前、nginx が後で解決する変数、ファイルから分かる以外の名前があり得る場合
(外部ネットワーク、`extra_hosts`、`dns`、このファイルと一緒に読み込まれるかもしれない Compose
ファイル) については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that nginx will not find."""
    tree = document.reading.tree
    for network, together in connections_in(document, context):
        connection = together[0]
        connect = connection.use.detail
        if not isinstance(connect, Connect) or not isinstance(tree, Tree):
            continue
        if connect.directive.name.endswith("_responder") or connection.host is None:
            continue  # nginx starts without it
        words = tree.arguments(connect.directive)
        if any(word.text == "resolve" for word in words):
            continue
        if all(network.reached(each).kind == "nobody" for each in together):
            name = connection.address.text
            fixes = tuple(
                Fix(USE.fill(name=other), (Edit(connection.host, other),), is_preferred=True)
                for other in _nearest(name, together, network)
            )
            yield Finding(connection.host, MESSAGE.fill(name=name), fixes=fixes)


def _nearest(name: str, together: Sequence[Connection], network: Network) -> list[str]:
    """Return the name most like `name` that every caller knows."""
    from difflib import get_close_matches

    known: set[str] | None = None
    for connection in together:
        caller = network.node_of(connection)
        names = set(network.names_known_to(caller)) if caller is not None else set()
        known = names if known is None else known & names
    return get_close_matches(name, sorted(known or ()), 1)


RULE = Rule("error", check, JAPANESE)
