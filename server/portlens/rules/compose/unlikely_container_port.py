"""A container port on which this image hardly listens

The image is one whose ports are well known, none of them is published, and nothing in the
service's settings speaks of the port that is. Most of the time the host's side was meant:
`5433:5432` publishes PostgreSQL on another port of the host, `5433:5433` reaches nobody.

Only databases, caches and brokers are looked at: a web server listens wherever its own
configuration says. Where all that decides on the port is seen, `unserved-port` tells it.

## Example

```compose
services:
  db:
    image: registry.example.org/postgres
    ports:
      - "127.0.0.1:5433:5433"
```

## Instead

```compose
services:
  db:
    image: registry.example.org/postgres
    ports:
      - "127.0.0.1:5433:5432"
```
"""

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from portlens.catalogue.catalogue import Catalogue
from portlens.formats.compose.port_entry import PortEntry
from portlens.formats.compose.services import Service
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortUse
from portlens.model.socket import Place
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Published
from portlens.programs.compose.sockets import container
from portlens.rules._rule import Rule
from portlens.rules.compose._services import is_spoken_of, key_of, services_of, text_of_service
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.latest import LatestParts

MESSAGE = Phrase(
    "{image} listens on {usual} as a rule, not on {port}",
    "{image} が待ち受けるのは通常 {usual} で、{port} ではありません",
)
USE = Phrase("Publish the container's port {usual}", "コンテナーのポート {usual} を公開する")

JAPANESE = """
このイメージではまず使われないコンテナー側のポート

使うポートがよく知られたイメージなのに、そのどれも公開されておらず、
公開しているポートはサービスの設定のどこにも出てきません。
多くの場合はホスト側を変えるつもりだったものです。`5433:5432` なら PostgreSQL をホストの別のポート
に公開しますが、`5433:5433` では待ち受けているものがありません。

対象はデータベース、キャッシュ、ブローカーだけです。Web サーバーのポートは設定次第だからです。
ポートを決めるものがすべて見えている場合は `unserved-port` が報告します。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for the only published port of such a service.

    The image of Redis starts a Redis Sentinel as well: a port of what is called after the image's
    own software is none that it hardly has.
    """
    project = project_of(document, context.workspace)
    usual_of = _USUAL.of(
        document.path, partial(_usual, catalogue=context.catalogue), context.catalogue
    )
    for service in services_of(document):
        pause()
        usual = usual_of(service)
        body = project.services.get(service.name)
        if not usual or body is None or body.is_cut or len(body.ports) != 1:
            continue
        (published,) = body.ports
        is_here = published.path == document.path
        is_usual = published.target in (None, *usual) or _is_of_kin(published, service, context)
        if not is_here or is_usual or _is_told_elsewhere(service, document):
            continue
        if _may_be_in_files(published, body, project):
            continue
        if not _is_told_better(published, service, project, context, document):
            yield from _finding(published.use, service, usual[0], document)


def _is_told_elsewhere(service: Service, document: Document) -> bool:
    """Tell whether a command or a file of settings may say the port: `--shardsvr`, my.cnf."""
    if any(key_of(service, key) is not None for key in ("command", "entrypoint", "configs")):
        return True
    return _SETTINGS.search(text_of_service(service, document)) is not None


def _may_be_in_files(published: Published, body: Body, project: Project) -> bool:
    """Tell whether an `env_file` has the port in it: `PGPORT=5433`; or one that nobody can read."""
    files = project.env_files.get(body.name, ())
    is_unseen = len(files) < len(body.env_files)
    return is_unseen or any(str(published.target) in _NUMBER.findall(file.text) for file in files)


_NUMBER = regex(r"[0-9]+")
_SETTINGS = regex(r"/etc/|\.(?:conf|config|cnf|ini|ya?ml|json|toml|properties|xml)\b")


def _is_told_better(
    published: Published, service: Service, project: Project, context: Context, document: Document
) -> bool:
    """Tell whether `unserved-port` speaks of the port, where the image's settings are all seen.

    Or the project has the image's data, which may hold the port.
    """
    inside = published.use.target
    if published.target is None or inside is None:
        return False
    from portlens.network.settled import has_own_data, settled  # hardly a file has such a port

    asked = container(project.files[0], service.name), published.target, published.transport
    own = {Place(document.path, inside.span)}
    network = network_of(document, context)
    is_sure = settled(network, asked, context, own) is not None
    return is_sure or has_own_data(network, asked[0], context)


def _is_of_kin(published: Published, service: Service, context: Context) -> bool:
    beginning = f"{context.catalogue.image(service.image).software} "
    rows = context.catalogue.at(published.target or 0, published.transport)
    return any(row.status == "common" and row.name.startswith(beginning) for row in rows)


def _usual(service: Service, catalogue: Catalogue) -> tuple[int, ...]:
    image = catalogue.image(service.image)
    if not image.ports:
        return ()
    kinds = {catalogue.kind_of(port, transport, image.software) for port, transport in image.ports}
    if not kinds <= {"database", "cache", "broker"}:
        return ()
    return tuple(port for port, _ in image.ports)


_USUAL: LatestParts[Service, tuple[int, ...]] = LatestParts(attrgetter("said"))


def _finding(use: PortUse, service: Service, usual: int, document: Document) -> Iterator[Finding]:
    target = use.port if use.role == "container" else use.target
    if target is None or target.first is None or target.is_variable or target.first != target.last:
        return
    detail = use.detail
    if not isinstance(detail, PortEntry) or detail.form == "expose" or detail.is_mention:
        return
    if is_spoken_of(target.first, use.span, service, document):
        return
    fix = Fix(USE.fill(usual=usual), (Edit(target.span, str(usual)),), is_preferred=True)
    message = MESSAGE.fill(image=service.image, usual=usual, port=target.first)
    yield Finding(target.span, message, fixes=(fix,))


RULE = Rule("hint", check, JAPANESE)
