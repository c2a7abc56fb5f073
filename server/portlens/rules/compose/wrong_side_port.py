"""A connection to a service of the project by the host's port

Inside the project's network a service is reached by the port that its container listens on.
The port of the host, to the left in `8080:80`, is for those outside: `http://web:8080` finds
nobody there.

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

from collections.abc import Iterator

from portlens.formats.compose.nodes import text_of, value_of
from portlens.formats.compose.place import Surroundings
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.formats.compose.reader import read_list
from portlens.formats.compose.services import Service
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Published
from portlens.rules._rule import Rule
from portlens.rules.compose._services import is_spoken_of, key_of, services_by_name
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

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
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each such connection that leaves no doubt."""
    project = project_of(document, context.workspace)
    for use in document.uses:
        if use.role != "connects" or use.address is None or not isinstance(use.detail, PortEntry):
            continue
        body = project.services.get(use.address.text)
        # A service reaches itself, and whoever shares its network, by any name of its own.
        if body is None or body.name == use.detail.owner.service or not body.is_published:
            continue
        published = _published(use, body)
        if published is not None and not _may_listen(use, published, body, project, context):
            yield _finding(use, body, published, document)


def _published(use: PortUse, body: Body) -> Published | None:
    """Return the entry that publishes the port of `use`, if its container's side is known."""
    numbers = use.port.numbers if use.port else ()
    return next(
        (
            published
            for published in body.ports
            if published.target is not None
            and published.use.role == "publishes"
            and published.transport == use.transport
            and published.use.port is not None
            and published.use.port.first == published.use.port.last
            and published.use.port.first in numbers
        ),
        None,
    )


def _may_listen(
    use: PortUse, entry: Published, body: Body, project: Project, context: Context
) -> bool:
    """Tell whether the container may listen on the port of `use` all the same."""
    port = use.port.first if use.port else None
    if any(published.target == port for published in body.ports):
        return True
    document = project.documents.get(body.document.path, body.document)
    service = services_by_name(document).get(body.name)
    if service is None:
        return True
    image = text_of(value_of(service.node, "image"))
    if any(port == known for known, _ in context.catalogue.image(image).ports):
        return True
    # Its command or its environment may tell it to listen there: `--console-address :9001`.
    span = entry.use.span if entry.document is document else Span(0, 0)
    if port is not None and is_spoken_of(port, span, service, document):
        return True
    return port in _exposed(service, document)


def _exposed(service: Service, document: Document) -> set[int]:
    expose = key_of(service, "expose")
    if expose is None:
        return set()
    owner = Owner(service.name)
    items = read_list(*expose, owner, Surroundings(document.text))
    return {
        number for item in items if item.use and item.use.port for number in item.use.port.numbers
    }


def _finding(use: PortUse, body: Body, published: Published, document: Document) -> Finding:
    port = use.port.first if use.port else None
    span = use.port.span if use.port else use.span
    where = None if published.document is document else published.document.path
    fix = Fix(
        USE.fill(target=published.target), (Edit(span, str(published.target)),), is_preferred=True
    )
    return Finding(
        span,
        MESSAGE.fill(port=port, service=body.name, target=published.target),
        (Related(published.use.span, HERE, where),),
        (fix,),
    )


RULE = Rule("warning", check, JAPANESE)
