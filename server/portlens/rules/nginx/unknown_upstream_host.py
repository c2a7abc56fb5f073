"""A host name that no service of the project has

nginx looks up the names in its configuration when it starts, and it does not start if one of them
is not there: "host not found in upstream". In a container the names are those of the services
that share a network with it, their container names, host names and aliases. A service whose
`network_mode` is the host's or another service's has no name of its own.

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

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules._unknown_names import Words, unknown_names
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "nginx will not start: no service of this project is called {name}",
    "nginx は起動しません。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "nginx will not start: no service of this project is called {name}; the nearest is {near}",
    "nginx は起動しません。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "nginx will not start: the service {name} has no network of its own,"
    " and so no name on this one",
    "nginx は起動しません。サービス {name} は自分のネットワークを持たず、"
    "その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもないホスト名

nginx は設定に書かれた名前を起動時に解決し、解決できない名前があると起動しません
(host not found in upstream)。コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、
コンテナー名、ホスト名、エイリアスです。`network_mode` でホストや他のサービスのネットワークを使う
サービスには、独自の名前がありません。

ドットを含む名前、nginx が後で解決する変数、ファイルから分かる以外の名前があり得る場合
（外部ネットワーク、`extra_hosts`、`dns`、このファイルと一緒に読み込まれるかもしれない Compose
ファイル）については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that nginx will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, lambda connection: connection.is_needed, words)


RULE = Rule("error", check, JAPANESE)
