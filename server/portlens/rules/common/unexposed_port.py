"""A port that nothing says the container listens on

The image is built from a Dockerfile of the project. Its EXPOSE names other ports, and nothing in
the Dockerfile or in the service's settings speaks of the one that is published, that another
service connects to, or that the health check asks for. Most of the time one of the two is a
leftover from before the program's port was changed.

EXPOSE is a note, and a program listens where it likes: this is a hint, never more. Nothing is said
where any of the project's files speaks of the port elsewhere, where EXPOSE has a variable without a
value, or where the image is built upon one that may expose ports of its own.

## Example

```dockerfile path=Dockerfile
FROM python:3.12
COPY app.py .
EXPOSE 5000
CMD ["python", "app.py"]
```

```compose path=compose.yaml
services:
  app:
    build: .
    ports:
      - "8080:8000"
```

## Instead

```dockerfile path=Dockerfile
FROM python:3.12
COPY app.py .
EXPOSE 8000
CMD ["python", "app.py"]
```

```compose path=compose.yaml
services:
  app:
    build: .
    ports:
      - "8080:8000"
```
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Format
from portlens.model.finding import Finding, Related
from portlens.model.socket import Place, PortSpace, Socket
from portlens.network.around import network_of, stands_alone
from portlens.network.context import Context
from portlens.programs.program import Program, is_describing, is_showing, program_of
from portlens.rules._connections import owner_of
from portlens.rules._rule import Rule
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

MESSAGE = Phrase(
    "nothing says that {service} listens on {port}: EXPOSE says {exposed}",
    "{service} が {port} で待ち受けるという記述がありません。EXPOSE にあるのは {exposed} です",
)
HERE = Phrase("EXPOSE says so here", "EXPOSE の記述")

JAPANESE = """
コンテナーが待ち受けるという記述のないポート

イメージはプロジェクトの Dockerfile からビルドされます。その EXPOSE にあるのは別のポートで、
公開したポート、ほかのサービスの接続先のポート、ヘルスチェックが調べるポートについては、Dockerfile
にもサービスの設定にも記述がありません。多くの場合、プログラムのポートを変えたときの直し忘れです。

EXPOSE は覚え書きにすぎず、プログラムはどこでも待ち受けられるため、ヒントにとどめます。
プロジェクトのファイルのどこかにそのポートが出てくる場合、EXPOSE に値の分からない変数がある場合、
ベースイメージが独自にポートを示している可能性がある場合は報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each port of a container that nothing but the asking speaks of."""
    own = program_of(document, context.workspace)
    is_asking = own.facts.gives_files or any(use.role == "connects" for use in document.uses)
    if not is_asking or (not own.facts.is_description and stands_alone(document, context)):
        return
    network = network_of(document, context)
    if not network.has_descriptions:
        return
    described, spoken = _described(network), _Spoken(network)
    told: set[Place] = set()
    for asked in (*_published(document, network), *_connecting(document, network)):
        exposed = () if asked.place in told else _instead(asked, described)
        if exposed and not _is_spoken_of(asked, network, spoken):
            told.add(asked.place)
            yield _finding(asked, exposed, network)


class _Asked(NamedTuple):
    """A port of a container that something asks for."""

    place: Place
    space: PortSpace
    port: int
    transport: str


def _published(document: Document, network: "Network") -> Iterator[_Asked]:
    """Yield the container's ports that the document publishes, where each is plainly written."""
    for program in network.programs:
        for socket in program.sockets:
            pause()
            target = socket.target
            if target is None or target.place.path != document.path:
                continue
            is_plain = target.place.span.of(document.text) == str(target.first)
            if is_plain and socket.first == socket.last and socket.certainty == "certain":
                yield _Asked(target.place, target.space, target.first, socket.transport)


def _connecting(document: Document, network: "Network") -> Iterator[_Asked]:
    """Yield what connections of the document lead to: another container, or what checks its own."""
    for connection in network.written_in(document.path):
        pause()
        reached = network.reached(connection)
        port, transport = connection.first, connection.transport
        written = connection.use.port
        if written is None or written.is_variable or written.is_implied:
            continue
        if reached.kind != "reached" or len(reached.spaces) != 1:
            continue
        (space,) = reached.spaces
        if port != connection.last or (space == connection.space) != (connection.maker == "check"):
            continue
        # The host's port in the place of the container's is another mistake.
        if not network.published_at(space, port, transport):
            yield _Asked(connection.place, space, port, transport)


# By container and program, each with its sockets.
_Described = dict[PortSpace, dict[int, tuple[Program, list[Socket]]]]


def _described(network: "Network") -> _Described:
    """Return by container what files say of its ports that only tell of it."""
    found: _Described = {}
    for program in network.programs:
        for socket in program.topology.inner if program.facts.is_description else ():
            pause()
            of_space = found.setdefault(socket.space, {})
            of_space.setdefault(id(program), (program, []))[1].append(socket)
    return found


def _instead(asked: _Asked, described: _Described) -> Sequence[Socket]:
    """Return what EXPOSE says of the container; nothing where that may not be all."""
    exposed: list[Socket] = []
    of_space = described.get(asked.space, {}) if asked.space.kind == "container" else {}
    for program, sockets in of_space.values():
        if not all(map(_is_all, program.documents.values())):
            return ()
        exposed += (socket for socket in sockets if socket.transport == asked.transport)
    is_there = any(socket.first <= asked.port <= socket.last for socket in exposed)
    return () if is_there else exposed


def _is_all(document: Document) -> bool:
    """Tell whether a Dockerfile leaves no port open, and is built upon an image without any.

    Docker's own images of languages and systems expose none; what others do nobody sees here.
    """
    uses = document.uses
    return all(use.resolved and use.image and "/" not in use.image for use in uses)


class _Spoken:
    """Where the files of a network have which number."""

    def __init__(self, network: "Network") -> None:
        self._network = network
        self._places: dict[str, list[Place]] | None = None

    def places(self, port: int) -> Sequence[Place]:
        """Return where the number stands in any file; all are read at the first question."""
        if self._places is None:
            self._places = {}
            documents: dict[str, Document] = {}
            for program in self._network.programs:
                documents.update(program.documents)
            for path, document in documents.items():
                for match in _NUMBER.finditer(document.text):
                    place = Place(path, Span(*match.span()))
                    self._places.setdefault(match[0], []).append(place)
        return self._places.get(str(port), ())


_NUMBER = regex(r"[0-9]+")


def _is_spoken_of(asked: _Asked, network: "Network", spoken: _Spoken) -> bool:
    """Tell whether anything but what asks for the port says that it is one of the container.

    Where it is published and connected to as well, the two bear each other out.
    """
    space, port, transport = asked[1:]
    published = [
        socket
        for socket in network.published_as(space, port, transport)
        if socket.target is not None
    ]
    asking = {socket.place for socket in published}
    asking |= {socket.target.place for socket in published if socket.target is not None}
    connecting = {each.place for each in network.connections_at(space, transport, port, port)}
    if published and connecting:
        return True
    if any(socket.place not in asking for socket in network.serving(space, port, transport)):
        return True
    # What stands in other files of variables nobody reads here.
    if any(node.has_more_settings for node in network.nodes.get(space, ())):
        return True
    asking |= connecting
    return any(
        not any(each.path == place.path and each.span.covers(place.span) for each in asking)
        for place in spoken.places(port)
    )


def _finding(asked: _Asked, exposed: Sequence[Socket], network: "Network") -> Finding:
    ports = dict.fromkeys(
        f"{socket.first}" if socket.first == socket.last else f"{socket.first}-{socket.last}"
        for socket in exposed
    )
    related = (
        Related(place.span, HERE, None if place.path == asked.place.path else place.path)
        for place in dict.fromkeys(socket.place for socket in exposed)
    )
    service = owner_of(asked.space, network) or exposed[0].owner
    message = MESSAGE.fill(service=service, port=asked.port, exposed=in_a_row(ports))
    return Finding(asked.place.span, message, tuple(related))


def _speaks_of(format_: Format) -> bool:
    return is_showing(format_) or is_describing(format_)


RULE = Rule("hint", check, JAPANESE, _speaks_of)
