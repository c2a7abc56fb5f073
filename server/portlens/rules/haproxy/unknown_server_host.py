"""A server that no service of the project is called

HAProxy looks the names of its servers up when it starts, and does not start where one has no
address ("could not resolve address"). In a container the names are those of the services that
share a network with it, their container names, host names and aliases.

Nothing is said of names with a dot in them, of servers that may start without an address
(`init-addr none`, `resolvers`), of proxies that are `disabled`, and where more names may be known
than the files show: external networks, `extra_hosts`, `dns`, Compose files that may be loaded
together with this one.

## Example

```haproxy path=haproxy.cfg
frontend web
    bind :8080
    default_backend api
backend api
    server api1 apii:3000
```

```compose path=compose.yaml
services:
  edge:
    image: haproxy
    volumes:
      - ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg
  api:
    image: api
```

## Instead

```haproxy path=haproxy.cfg
frontend web
    bind :8080
    default_backend api
backend api
    server api1 api:3000
```

```compose path=compose.yaml
services:
  edge:
    image: haproxy
    volumes:
      - ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg
  api:
    image: api
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules._unknown_names import Words, unknown_names
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "HAProxy will not start: no service of this project is called {name}",
    "HAProxy は起動しません。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "HAProxy will not start: no service of this project is called {name}; the nearest is {near}",
    "HAProxy は起動しません。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "HAProxy will not start: the service {name} has no network of its own,"
    " and so no name on this one",
    "HAProxy は起動しません。サービス {name} は自分のネットワークを持たず、"
    "その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもないサーバー名

HAProxy は server の名前を起動時に解決し、解決できない名前があると起動しません
(could not resolve address)。コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、
コンテナー名、ホスト名、エイリアスです。

ドットを含む名前、アドレスなしで起動できるサーバー (`init-addr none`、`resolvers`)、`disabled` の
プロキシ、ファイルから分かる以外の名前があり得る場合（外部ネットワーク、`extra_hosts`、`dns`、
このファイルと一緒に読み込まれるかもしれない Compose ファイル）については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that HAProxy will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, lambda connection: connection.is_needed, words)


RULE = Rule("error", check, JAPANESE)
