"""A connection to a service of the project by the host's port

Inside the project's network a service is reached by the port that its container listens on.
The port of the host, to the left in `8080:80`, is for those outside: `http://web:8080` finds
nobody there. The same holds for a health check and for what tells a proxy the port (a label of
Traefik's or Caddy's, `VIRTUAL_PORT`): both speak of the inside of the container.

It counts wherever the connection is written: in the Compose file, in its `.env` file, in an
`env_file` of a service (it is told at the file's name then), or in an `nginx.conf` that a service
is given, there also as the one value that `set` gives the variable of a `proxy_pass`. Nothing is
said where the container may listen on that port as well, or its settings speak of it elsewhere: not
as a part of an address for others, as `BASE_URL: http://localhost:8080`.

## Example

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
  worker:
    image: worker
    environment:
      WEB_URL: http://web:8080/
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
  worker:
    image: worker
    environment:
      WEB_URL: http://web:80/
```
"""

from collections.abc import Iterator, Sequence

from portlens.model.finding import Finding, Fix, Related
from portlens.model.socket import Connection, PortSpace, Socket
from portlens.network.context import Context
from portlens.programs.program import is_connecting
from portlens.rules._connections import (
    connections_in,
    edits_to,
    own_places,
    owner_of,
    places_for_others,
    told,
)
from portlens.rules._rule import Rule
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

MESSAGE = Phrase(
    "{port} is the host's port of {service}; its container listens on {target}",
    "{port} は {service} のホスト側のポートで、コンテナーは {target} で待ち受けています",
)
HERE = Phrase("published here", "ここで公開しています")
USE = Phrase("Connect to {target}", "{target} に接続する")

JAPANESE = """
プロジェクト内のサービスへの、ホスト側のポートによる接続

プロジェクトのネットワークの中では、コンテナーが待ち受けるポートでサービスに接続します。
`8080:80` の左側はホストの外から接続するためのポートで、`http://web:8080` には誰もいません。
ヘルスチェックや、プロキシーにポートを伝えるもの (Traefik や Caddy のラベル、`VIRTUAL_PORT`) も
同じです。どちらもコンテナーの中のポートを指します。

Compose ファイル、その `.env` ファイル、サービスの `env_file` (報告はファイル名の位置に出します)、
サービスに渡される `nginx.conf` のどこに書かれていても調べます。`nginx.conf` では、`proxy_pass` の
変数に `set` で与えた唯一の値も対象です。コンテナーがそのポートでも
待ち受けている可能性がある場合や、設定のほかの場所にそのポートが出てくる場合は報告しません
（`BASE_URL: http://localhost:8080` のような、ほかから接続するためのアドレスは別です）。
"""


class _Mistaken(NamedTuple):
    """A published port that a connection takes for one of the container."""

    space: PortSpace
    socket: Socket
    target: int


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each such connection that leaves no doubt."""
    for network, together in connections_in(document, context):
        pause()
        found = [_mistaken(connection, network) for connection in together]
        first = found[0]
        if first is not None and None not in found:
            yield told(together[0], _finding(together, first, network, document), context)


def _mistaken(connection: Connection, network: "Network") -> _Mistaken | None:
    reached = network.reached(connection)
    if reached.kind != "reached" or len(reached.spaces) != 1:
        return None
    (space,) = reached.spaces
    own = space == connection.space
    # A URL with `localhost`, or with a name of one's own, may be for those outside.
    if own and connection.maker != "check" and connection.host is not None:
        return None
    port, transport = connection.first, connection.transport
    socket = _published(space, connection, network)
    if socket is None or socket.target is None:
        return None
    target = socket.target.first + port - socket.first
    besides = places_for_others(space, port, network)
    besides = besides | own_places(connection, network) if own else besides
    if target == port or network.may_serve(space, port, transport, besides):
        return None
    return _Mistaken(space, socket, target)


def _published(space: PortSpace, connection: Connection, network: "Network") -> Socket | None:
    found = network.published_at(space, connection.first, connection.transport)
    return found[0] if found else None


def _finding(
    together: Sequence[Connection], found: _Mistaken, network: "Network", document: Document
) -> Finding:
    connection = together[0]
    span, place = connection.place.span, found.socket.place
    edits = edits_to(connection, found.target)
    fix = Fix(USE.fill(target=found.target), edits, is_preferred=True)
    return Finding(
        span,
        MESSAGE.fill(
            port=connection.first, service=owner_of(found.space, network), target=found.target
        ),
        (Related(place.span, HERE, None if place.path == document.path else place.path),),
        (fix,) if edits else (),
    )


RULE = Rule("warning", check, JAPANESE, is_connecting)
