"""A target that no service of the project has

Prometheus looks its targets up at each scrape, and a name that is not there makes every scrape
fail. In a container the names are those of the services that share a network with it, their
container names, host names and aliases.

Nothing is said of names with a dot in them, of targets that relabelling may change, and where
more names may be known than the files show: external networks, `extra_hosts`, `dns`, Compose
files that may be loaded together with this one.

## Example

```prometheus path=prometheus.yml
scrape_configs:
  - job_name: api
    static_configs:
      - targets: ["apii:3000"]
```

```compose path=compose.yaml
services:
  prometheus:
    image: prom/prometheus
    volumes:
      - ./prometheus.yml:/etc/prometheus/prometheus.yml
  api:
    image: api
```

## Instead

```prometheus path=prometheus.yml
scrape_configs:
  - job_name: api
    static_configs:
      - targets: ["api:3000"]
```

```compose path=compose.yaml
services:
  prometheus:
    image: prom/prometheus
    volumes:
      - ./prometheus.yml:/etc/prometheus/prometheus.yml
  api:
    image: api
```
"""

from collections.abc import Iterator

from portlens.formats.prometheus.target import Target
from portlens.model.finding import Finding
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules._unknown_names import Words, unknown_names
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "every request fails: no service of this project is called {name}",
    "リクエストは必ず失敗します。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "every request fails: no service of this project is called {name}; the nearest is {near}",
    "リクエストは必ず失敗します。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "every request fails: the service {name} has no network of its own, and so no name on this one",
    "リクエストは必ず失敗します。サービス {name} は自分のネットワークを持たず、"
    "その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもないターゲット

Prometheus は収集のたびにターゲットの名前を解決し、解決できない名前では収集が必ず失敗します。
コンテナーの中で使える名前は、ネットワークを共有するサービスの名前、コンテナー名、ホスト名、
エイリアスです。

ドットを含む名前、relabel で変わる可能性のあるターゲット、ファイルから分かる以外の名前があり得る場合
（外部ネットワーク、`extra_hosts`、`dns`、このファイルと一緒に読み込まれるかもしれない Compose
ファイル）については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that Prometheus will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, _is_final, words)


def _is_final(connection: Connection) -> bool:
    target = connection.use.detail
    return isinstance(target, Target) and target.is_final


RULE = Rule("warning", check, JAPANESE)
