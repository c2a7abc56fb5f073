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
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._connections import connections_in, is_nameless, nearest_name
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
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
USE = Phrase("Use {name}", "{name} を使う")

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
    for network, together in connections_in(document, context):
        connection = together[0]
        target = connection.use.detail
        if not isinstance(target, Target) or not target.is_final or connection.host is None:
            continue
        if all(network.reached(each).kind == "nobody" for each in together):
            name = connection.address.text
            if is_nameless(name, network):
                yield Finding(connection.host, NAMELESS.fill(name=name))
                continue
            near = nearest_name(name, together, network)
            message = NEAREST.fill(name=name, near=near) if near else MESSAGE.fill(name=name)
            fix = Fix(USE.fill(name=near), (Edit(connection.host, near),), is_preferred=True)
            yield Finding(connection.host, message, fixes=(fix,) if near else ())


RULE = Rule("warning", check, JAPANESE)
