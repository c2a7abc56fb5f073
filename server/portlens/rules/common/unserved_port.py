"""A port on which the container does not listen

All that listens in the container is known: an official image runs one program, and the project
gives it its whole configuration. The port that is published, or that another service connects
to, is none of those in it, so every connection is refused.

Nothing is said where something may listen that is not seen: another image, a command of one's
own, an include that leads out of the project, a configuration that is made from a template.

It is a **warning** where the image is a well-known one that listens on a port of its own, as
PostgreSQL's does on 5432, and neither its command, its variables nor a file that it is given has
it listen elsewhere: `postgres://db:5433` leads nowhere, and so does `ports: "5433:5433"`. The
transport counts as well: WireGuard takes UDP alone. Nothing is said where the service's settings
speak of that port anywhere, or where a folder of the project holds the image's data or the scripts
of its first start: these may set the port.

## Example

```nginx path=edge.conf
server {
    listen 8000;
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
    ports:
      - "8080:80"
```

## Instead

```nginx path=edge.conf
server {
    listen 8000;
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
    ports:
      - "8080:8000"
```
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from portlens.catalogue.catalogue import Catalogue
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace, Socket
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.program import is_showing, program_of
from portlens.rules._connections import (
    USE,
    connections_in,
    edits_to,
    meant_elsewhere,
    own_places,
    owner_of,
    told,
)
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.latest import Picked

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network
    from portlens.network.settled import Settled

MESSAGE = Phrase(
    "nothing listens on {port} in {service}: it listens on {served}",
    "{service} では {port} で待ち受けているものがありません。待ち受けているのは {served} です",
)
NOTHING = Phrase(
    "nothing listens on {port} in {service}",
    "{service} では {port} で待ち受けているものがありません",
)
HERE = Phrase("it listens here", "ここで待ち受けています")

JAPANESE = """
コンテナーが待ち受けていないポート

コンテナーで待ち受けるものがすべて分かっています。公式のイメージが 1 つのプログラムだけを動かし、
その設定はすべてプロジェクトが渡しています。公開したポート、またはほかのサービスの接続先のポートは
その中になく、接続はすべて拒否されます。

見えないものが待ち受けている可能性がある場合 (ほかのイメージ、独自のコマンド、プロジェクトの外への
include、テンプレートから作られる設定) は報告しません。

よく知られたイメージが決まったポート (PostgreSQL なら 5432) で待ち受け、コマンド、変数、
渡されるファイルのどれもそれを変えていない場合は**警告**になります。`postgres://db:5433` も
`ports: "5433:5433"` もつながりません。トランスポートも区別します。WireGuard が待ち受けるのは
UDP だけです。サービスの設定のどこかにそのポートが出てくる場合や、イメージのデータや初回起動時の
スクリプトがプロジェクトのフォルダーにあり、ポートを変えている可能性がある場合は報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each port that is asked for in vain."""
    yield from _published_in_vain(document, context)
    yield from _connected_in_vain(document, context)


def _published_in_vain(document: Document, context: Context) -> Iterator[Finding]:
    seen: set[Place] = set()
    for network, socket in _published(document, context):
        pause()
        target = socket.target
        if target is None or target.place in seen or socket.certainty != "certain":
            continue
        if socket.first != socket.last:
            continue
        place, asked = target.place, (target.space, target.first, socket.transport)
        change = partial(_edits_at, place)
        if _is_unserved(network, *asked):
            seen.add(place)
            yield _finding(place, asked, network, change)
            continue
        from portlens.rules.common import _settled  # most checks publish what an image listens on

        own = _settled.settled(network, asked, context, {place})
        if own is not None:
            seen.add(place)
            service = owner_of(target.space, network)
            found = _settled.finding(place, socket.transport, own, service, change)
            yield _settled.transport_fixes(found, own, document.text)


def _connected_in_vain(document: Document, context: Context) -> Iterator[Finding]:
    # By what is asked of whom, and by whom in the container itself: one URL may stand there a
    # thousand times.
    known: dict[tuple[int, PortSpace | None, tuple[PortSpace, int, str]], Settled | None] = {}
    for network, together in connections_in(document, context):
        pause()
        spaces = {space for each in together for space in _asked(each, network)}
        connection = together[0]
        port, transport = connection.first, connection.transport
        if not spaces or any(_is_host_port(network, space, port, transport) for space in spaces):
            continue
        asked = min(spaces), port, transport
        change = partial(edits_to, connection)
        # `STATSD_ADDR=agent:8125` is UDP, though nothing there tells that it is.
        if all(_is_unserved(network, space, port, "tcp", "udp") for space in spaces):
            finding = _finding(connection.place, asked, network, change)
            yield told(connection, finding, context)
        elif len(spaces) == 1:
            from portlens.rules.common import _settled  # a file without connections needs it not

            itself = connection.space if connection.space in spaces else None
            key = id(network), itself, asked
            if key not in known:
                mine = own_places(connection, network) if itself is not None else frozenset()
                besides = mine | _published_places(network, *asked)
                known[key] = _settled.settled(network, asked, context, besides, len(mine))
            own = known[key]
            if own is not None and all(number != port for number, _ in own.ports):
                service = owner_of(asked[0], network)
                found = _settled.finding(connection.place, transport, own, service, change)
                yield told(connection, found, context)


def _asked(connection: Connection, network: "Network") -> Sequence[PortSpace]:
    """Return the containers that a connection surely asks for; its own machine is none."""
    reached = network.reached(connection)
    if reached.kind != "reached" or connection.certainty != "certain":
        return (UNSEEN,)
    if connection.space in reached.spaces:
        # `http://localhost:8080` is what a browser opens; another service may be meant.
        is_open = connection.maker in ("anybody", "page") and connection.host is not None
        if is_open or meant_elsewhere(connection, network) is not None:
            return (UNSEEN,)
    return reached.spaces


UNSEEN = PortSpace("container", "")  # nothing is known of it


def _published(document: Document, context: Context) -> "Iterator[tuple[Network, Socket]]":
    """Yield the ports that a document publishes, if any container of it can be known."""
    own = program_of(document, context.workspace)
    is_odd = own.facts.gives_files or _may_move_ports(document.text)
    if not is_odd and not _ODD.of(document, context.catalogue):
        return
    network = network_of(document, context)
    for program in network.programs:
        for socket in program.sockets:
            pause()
            if socket.target is not None and socket.target.place.path == document.path:
                yield network, socket


def _may_move_ports(text: str) -> bool:
    """Tell whether a variable may have the program of an image listen elsewhere."""
    if "_PORT" not in text and "PGPORT" not in text:
        return False
    from portlens.programs.port_variables import PORT_VARIABLES  # few files have one

    return any(name in text for name in PORT_VARIABLES)


def _may_be_odd(use: PortUse, catalogue: Catalogue) -> bool:
    """Tell whether a port is published of an image that hardly listens on it."""
    target = use.target
    if target is None or not use.image:
        return False
    ports = catalogue.image(use.image).ports
    return bool(ports) and (bool(use.runs) or (target.first, use.transport) not in ports)


_ODD = Picked(_may_be_odd)


def _is_unserved(network: "Network", space: PortSpace, port: int, *transports: str) -> bool:
    return network.is_whole(space) and not any(
        network.may_serve(space, port, transport) for transport in transports
    )


def _is_host_port(network: "Network", space: PortSpace, port: int, transport: str) -> bool:
    """Tell whether the host's side of a published port was meant: another rule tells that.

    `81:81` has no sides that could be mistaken for each other.
    """
    return any(
        socket.target is not None and socket.target.first + port - socket.first != port
        for socket in network.published_at(space, port, transport)
    )


def _published_places(
    network: "Network", space: PortSpace, port: int, transport: str
) -> set[Place]:
    """Return where `ports` has the port as the container's: that somebody listens it proves not."""
    return {
        socket.target.place
        for socket in network.published_as(space, port, transport)
        if socket.target is not None and socket.certainty == "certain"
    }


def _edits_at(place: Place, port: int) -> tuple[Edit, ...]:
    return (Edit(place.span, str(port)),)


def _finding(
    place: Place,
    target: tuple[PortSpace, int, str],
    network: "Network",
    change: Callable[[int], tuple[Edit, ...]],
) -> Finding:
    space, port, transport = target
    listening = {
        socket.place: socket
        for socket in network.sockets(space)
        if socket.certainty == "certain" and socket.transport == transport and socket.first
    }
    served = sorted({each for socket in listening.values() for each in (socket.first, socket.last)})
    message = (MESSAGE if served else NOTHING).fill(
        port=port, service=owner_of(space, network), served=in_a_row(map(str, served))
    )
    related = (
        Related(other.span, HERE, None if other.path == place.path else other.path)
        for other in listening
    )
    fixes = (
        Fix(USE.fill(port=number), edits, is_preferred=True)
        for number in served
        if len(served) == 1 and (edits := change(number))
    )
    return Finding(place.span, message, tuple(related), tuple(fixes))


RULE = Rule("error", check, JAPANESE, is_showing)
