"""A connection to `localhost` that means another container

In a container `localhost` is that container. The port is one on which another service of the
project listens, and nothing says that this one does: the connection is refused. By its name the
other service is reached.

Nothing is said of services that share their network with another or with the host, of health
checks, of addresses to listen on (`0.0.0.0:8080`, `--bind 127.0.0.1:8080`), and of addresses of web
pages in settings, which are often for the browser outside.

## Example

```compose
services:
  worker:
    image: worker
    environment:
      CACHE_URL: redis://localhost:6379/0
  cache:
    image: redis
```

## Instead

```compose
services:
  worker:
    image: worker
    environment:
      CACHE_URL: redis://cache:6379/0
  cache:
    image: redis
```
"""

from collections.abc import Iterator, Sequence

from portlens.model.finding import Finding, Fix
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.network.own_ports import Meant
from portlens.programs.program import is_connecting
from portlens.rules._connections import (
    connections_in,
    edits_to,
    meant_elsewhere,
    name_for,
    told,
    writes_host,
)
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

MESSAGE = Phrase(
    "{host} is this container; {service} listens on {port}",
    "{host} はこのコンテナー自身です。{port} で待ち受けているのは {service} です",
)
USE = Phrase("Connect to {service}:{port}", "{service}:{port} に接続する")

JAPANESE = """
別のコンテナーのつもりの `localhost` への接続

コンテナーの中では、`localhost` はそのコンテナー自身です。このポートで待ち受けているのは
プロジェクトの別のサービスで、このサービスが待ち受けていることを示すものはなく、接続は拒否されます。
別のサービスにはその名前で接続します。

ネットワークをほかのサービスやホストと共有するサービス、ヘルスチェック、待ち受けるアドレス
(`0.0.0.0:8080`、`--bind 127.0.0.1:8080`)、設定に書かれた Web ページのアドレス (外のブラウザーの
ためであることが多いもの) については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each connection of which one other service is meant."""
    for network, together in connections_in(document, context):
        pause()
        found = [_meant(connection, network) for connection in together]
        first = found[0]
        if first is not None and all(meant == first for meant in found):
            yield from _findings(together, first, network, document, context)


def _meant(connection: Connection, network: "Network") -> Meant | None:
    nodes = network.nodes.get(connection.space, ())
    # What stands in a file of its own counts where no other program can be in the container.
    is_of_service = any(connection.owner == node.owner for node in nodes)
    if not is_of_service and not network.is_alone(connection.space):
        return None
    return meant_elsewhere(connection, network)


def _findings(
    together: Sequence[Connection],
    meant: Meant,
    network: "Network",
    document: Document,
    context: Context,
) -> Iterator[Finding]:
    connection = together[0]
    caller = network.node_of(connection)
    names = {name_for(caller, meant.space, network)} if caller is not None else set()
    if connection.host is None or len(names) != 1:
        return
    (service,) = names
    message = MESSAGE.fill(host=connection.address.text, service=service, port=meant.port)
    is_fixable = service != "" and writes_host(connection, document, context)
    edits = edits_to(connection, meant.port, service) if is_fixable else ()
    fix = Fix(USE.fill(service=service, port=meant.port), edits, is_preferred=True)
    finding = Finding(connection.host, message, fixes=(fix,) if edits else ())
    yield told(connection, finding, context)


RULE = Rule("warning", check, JAPANESE, is_connecting)
