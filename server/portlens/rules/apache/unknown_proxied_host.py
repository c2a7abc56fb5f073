"""A server behind httpd that no service of the project is called

httpd looks the names of its servers up when a request comes, and answers it with 502 or 503 where
one has no address ("DNS lookup failure"). In a container the names are those of the services that
share a network with it, their container names, host names and aliases.

Nothing is said of names with a dot in them, and where more names may be known than the files
show: external networks, `extra_hosts`, `dns`, Compose files that may be loaded together with this
one.

## Example

```apache path=httpd.conf
Listen 80
ProxyPass / http://apii:3000/
```

```compose path=compose.yaml
services:
  edge:
    image: httpd
    volumes:
      - ./httpd.conf:/usr/local/apache2/conf/httpd.conf
  api:
    image: api
```

## Instead

```apache path=httpd.conf
Listen 80
ProxyPass / http://api:3000/
```

```compose path=compose.yaml
services:
  edge:
    image: httpd
    volumes:
      - ./httpd.conf:/usr/local/apache2/conf/httpd.conf
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
    "httpd will find nobody: no service of this project is called {name}",
    "httpd は接続先を見つけられません。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "httpd will find nobody: no service of this project is called {name}; the nearest is {near}",
    "httpd は接続先を見つけられません。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "httpd will find nobody: the service {name} has no network of its own,"
    " and so no name on this one",
    "httpd は接続先を見つけられません。サービス {name} は自分のネットワークを持たず、"
    "その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもない httpd の転送先

httpd は転送先の名前をリクエストが来たときに解決し、解決できないと 502 か 503 を返します
(DNS lookup failure)。コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、
コンテナー名、ホスト名、エイリアスです。

ドットを含む名前と、ファイルから分かる以外の名前があり得る場合（外部ネットワーク、`extra_hosts`、
`dns`、このファイルと一緒に読み込まれるかもしれない Compose ファイル）については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that httpd will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, lambda _: True, words)


RULE = Rule("warning", check, JAPANESE)
