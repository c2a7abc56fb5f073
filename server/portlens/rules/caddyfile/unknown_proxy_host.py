"""An upstream that no service of the project is called

Caddy looks the name of an upstream up at each request, and answers 502 where nobody has it. In a
container the names are those of the services that share a network with it, their container names,
host names and aliases.

Nothing is said of names with a dot in them, and where more names may be known than the files show:
external networks, `extra_hosts`, `dns`, Compose files that may be loaded together with this one.

## Example

```caddyfile path=Caddyfile
:80 {
        reverse_proxy apii:3000
}
```

```compose path=compose.yaml
services:
  edge:
    image: caddy
    volumes:
      - ./Caddyfile:/etc/caddy/Caddyfile
  api:
    image: api
```

## Instead

```caddyfile path=Caddyfile
:80 {
        reverse_proxy api:3000
}
```

```compose path=compose.yaml
services:
  edge:
    image: caddy
    volumes:
      - ./Caddyfile:/etc/caddy/Caddyfile
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
    "Caddy will answer 502: no service of this project is called {name}",
    "Caddy は 502 を返します。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "Caddy will answer 502: no service of this project is called {name}; the nearest is {near}",
    "Caddy は 502 を返します。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "Caddy will answer 502: the service {name} has no network of its own,"
    " and so no name on this one",
    "Caddy は 502 を返します。サービス {name} は自分のネットワークを持たず、"
    "その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもないアップストリーム名

Caddy はアップストリームの名前をリクエストのたびに解決し、解決できない場合は 502 を返します。
コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、コンテナー名、ホスト名、
エイリアスです。

ドットを含む名前と、ファイルから分かる以外の名前があり得る場合（外部ネットワーク、`extra_hosts`、
`dns`、このファイルと一緒に読み込まれるかもしれない Compose ファイル）については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that Caddy will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, lambda _: True, words)


RULE = Rule("error", check, JAPANESE)
