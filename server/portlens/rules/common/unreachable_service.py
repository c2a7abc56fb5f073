"""A service on none of the caller's networks

The project has a service of that name, and it shares no network with the container that connects
to it: there the name does not exist. One of the two needs a network of the other's.

A program that looks its names up when it starts, as nginx does, does not start then: that is an
error. Elsewhere it is a warning.

A service with `network_mode: service:vpn` has no network of its own, and no name: it is reached by
that of `vpn`. One on the network of the host has no name at all, nor have those on Docker's default
bridge (`network_mode: bridge`) for each other.

Nothing is said where an external network is among those of the caller, or where it shares the
network of the host or of another container.

## Example

```compose
services:
  web:
    image: web
    networks: [front]
    environment:
      DATABASE_URL: postgres://db:5432/shop
  db:
    image: postgres
    networks: [back]
networks:
  front:
  back:
```

## Instead

```compose
services:
  web:
    image: web
    networks: [front, back]
    environment:
      DATABASE_URL: postgres://db:5432/shop
  db:
    image: postgres
    networks: [back]
networks:
  front:
  back:
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.programs.program import is_connecting
from portlens.rules._connections import connections_in, told
from portlens.rules._own import Own
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

OWN = Own("unreachable-service")
MESSAGE = Phrase(
    "{service} shares no network with {caller}, so this name does not exist there",
    "{service} と {caller} には共通のネットワークがなく、{caller} ではこの名前を解決できません",
)
NO_START = Phrase(
    "{program} will not start: {service} shares no network with {caller}, where this name does not"
    " exist",
    "{program} は起動しません。{service} と {caller} には共通のネットワークがなく、{caller} では"
    "この名前を解決できません",
)
HERE = Phrase("{service} is defined here", "{service} はここで定義されています")

JAPANESE = """
接続元と共通のネットワークを持たないサービス

その名前のサービスはプロジェクトにありますが、接続元のコンテナーと共通のネットワークがないため、
接続元ではその名前を解決できません。どちらか一方を、もう一方のネットワークに参加させます。

`network_mode: service:vpn` のサービスは自分のネットワークも名前も持たず、`vpn` の名前で接続します。
ホストのネットワークを使うサービスには名前がなく、Docker の既定のブリッジ
（`network_mode: bridge`）にあるサービスどうしも名前では接続できません。

nginx のように起動時に名前を解決するプログラムは起動しないため、エラーになります。それ以外は
警告です。

接続元のネットワークに外部のものが含まれる場合や、ホストやほかのコンテナーとネットワークを共有する
場合は報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each connection to such a service."""
    is_nameless = False
    for network, together in connections_in(document, context):
        pause()
        is_nameless |= network.reached(together[0]).kind == "nameless"
        if all(_is_out_of_reach(connection, network) for connection in together):
            connection = together[0]
            caller = network.node_of(connection)
            there = network.nodes[network.reached(connection).spaces[0]][0]
            if caller is None or connection.host is None:
                continue
            where = None if there.place.path == document.path else there.place.path
            message = NO_START if connection.is_needed else MESSAGE
            finding = Finding(
                connection.host,
                message.fill(
                    service=there.owner, caller=caller.owner, program=document.format.title
                ),
                (Related(there.place.span, HERE.fill(service=there.owner), where),),
                severity="error" if connection.is_needed else None,
            )
            yield told(connection, finding, context)
    if is_nameless:  # which proxies tell of under rules of their own
        yield from OWN.check(document, context)


def _is_out_of_reach(connection: Connection, network: "Network") -> bool:
    is_certain = connection.certainty == "certain"
    return is_certain and network.reached(connection).kind == "unreachable"


RULE = Rule("warning", check, JAPANESE, is_connecting)
