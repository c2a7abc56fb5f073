"""Two services that publish the same port of the host

Docker binds the port for the first service and fails at the second: "port is already
allocated". All files of the project are looked at together: the override file, what is
included, what a service inherits by `extends`.

A port without an address is bound on every address of the host, of IPv4 and of IPv6, so
`8080:80` gets in the way of `127.0.0.1:8080:80` and of `[::1]:8080:80`. TCP and UDP never meet,
nor do different addresses, nor `0.0.0.0` and `[::]`, each of which is one family alone.
Services of which a profile decides get a warning, since they need not run together; those that
COMPOSE_PROFILES of the `.env` file turns on do, unless somebody says `--profile`. A service that is
only on networks with `internal: true`, or of macvlan or ipvlan, takes no port of the host, and a
network's `host_binding_ipv4` is the address of its entries that have none.

From a range for one port of the container (`8080-8082:80`) each replica takes one port. Where
all containers that pick from it need more ports than it has left, one of them fails to start.

## Example

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
  api:
    image: httpd
    ports:
      - "8080:8000"
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
  api:
    image: httpd
    ports:
      - "8081:8000"
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._across import conflicts_across
from portlens.rules._rule import Rule
from portlens.rules.compose._collection import told
from portlens.rules.compose._conflicts import conflicts
from portlens.rules.compose._covered_ranges import covered_ranges
from portlens.rules.compose._shared_ranges import shared_ranges
from portlens.workspace.document import Document

JAPANESE = """
ホストの同じポートを公開する 2 つのサービス

Docker は最初のサービスのためにポートをバインドし、2 つ目で "port is already allocated" と
失敗します。上書きファイル、include されたファイル、`extends` で引き継いだものも含め、
プロジェクトの全ファイルを合わせて調べます。

アドレスのないポートは IPv4 と IPv6 の両方でホストの全アドレスにバインドされるため、`8080:80` は
`127.0.0.1:8080:80` とも `[::1]:8080:80` とも衝突します。TCP と UDP、異なるアドレスは衝突せず、
片方のファミリーだけを表す `0.0.0.0` と `[::]` も衝突しません。
プロファイルで起動が決まるサービスは、同時に動くとは限らないため警告にとどめます。`.env` の
COMPOSE_PROFILES が有効にするものは、`--profile` を指定しないかぎり同時に動きます。
`internal: true`、macvlan、ipvlan のネットワークだけにつながるサービスはホストのポートを取らず、
ネットワークの `host_binding_ipv4` はアドレスのない項目のアドレスになります。

コンテナーの 1 つのポートに対する範囲（`8080-8082:80`）からは、レプリカごとに 1 つのポートが
使われます。範囲の空きポートよりも多くのコンテナーがポートを必要とする場合、起動できない
コンテナーが出ます。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each conflict that no variable's default decides."""
    for conflict in told(conflicts(document, context)).certain:
        from portlens.rules.compose._words import conflict_finding  # most files have none

        finding = conflict_finding(conflict, document)
        yield finding._replace(severity="warning") if conflict.profiles else finding
    yield from covered_ranges(document, context, is_possible=False)
    yield from shared_ranges(document, context, is_possible=False)
    yield from conflicts_across(document, context)


RULE = Rule("error", check, JAPANESE)
