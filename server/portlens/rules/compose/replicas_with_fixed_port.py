"""Several containers that would all publish one port of the host

Every replica publishes the service's ports, and a port of the host goes to one container
alone: the second replica fails to start. A range of at least as many ports works, as does no
port of the host at all. (`docker stack deploy` publishes in another way: there one port
serves all replicas, unless the entry has `mode: host`. Of files called `stack` or `swarm`, which
are for that command, nothing else is said.)

## Example

```compose
services:
  api:
    image: api
    ports:
      - "8000:8000"
    deploy:
      replicas: 3
```

## Instead

```compose
services:
  api:
    image: api
    ports:
      - "8000-8002:8000"
    deploy:
      replicas: 3
```
"""

import posixpath
import re
from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import bodies_in, project_of
from portlens.programs.compose.service import Body
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{count} replicas cannot share {ports} of the host, unless deployed to a swarm",
    "{count} 個のレプリカはホストの {ports} を共有できません（swarm へのデプロイを除く）",
)
HERE = Phrase("the number of replicas", "レプリカ数の指定")
WIDEN = Phrase("Publish on {ports}", "{ports} で公開する")

JAPANESE = """
ホストの 1 つのポートを公開しようとする複数のコンテナー

各レプリカがサービスのポートを公開しますが、ホストの 1 つのポートを使えるのは 1 つのコンテナーだけ
で、2 つ目のレプリカは起動できません。レプリカ数以上の範囲を書くか、
ホスト側のポートを書かなければ動きます。（`docker stack deploy` では仕組みが違い、
1 つのポートが全レプリカで使えます。このコマンド用の `stack` や `swarm` という名前のファイルでは、
`mode: host` の項目だけを報告します。）
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry with fewer ports than there are replicas."""
    project = project_of(document, context.workspace)
    for body in bodies_in(document, project, context.workspace):
        pause()
        if body.is_published:
            yield from _findings(body, document)


def _findings(body: Body, document: Document) -> Iterator[Finding]:
    setting = body.replicas
    if setting is None or not is_number(setting.value) or to_number(setting.value) < 2:
        return
    count = to_number(setting.value)
    where = None if setting.path == document.path else setting.path
    told: set[Span] = set()
    is_stack = _STACK.search(posixpath.basename(document.path)) is not None
    for published in body.ports:
        use = published.use
        if is_stack and published.mode != "host":
            continue
        if use.role != "publishes" or use.port is None or not 0 < _size(use) < count:
            continue
        if published.path != document.path or use.port.span in told:
            continue
        told.add(use.port.span)
        yield Finding(
            use.port.span,
            MESSAGE.fill(count=count, ports=use.port.span.of(document.text)),
            (Related(setting.span, HERE, where),),
            tuple(_fixes(use.port, use.target, count)),
        )


# Files so called are for `docker stack deploy`: Compose finds none of these names by itself.
_STACK = regex(r"(?:^|[-_.])(?:stack|swarm)(?=[-_.])", re.IGNORECASE)


def _size(use: PortUse) -> int:
    """Return how many containers the entry has ports for; 0 where nobody knows."""
    if use.port is None:
        return 0
    # A range for a range of the container is one port for each of its ports.
    return 1 if use.target and len(use.target.numbers) > 1 else len(use.port.numbers)


def _fixes(port: PortRange, target: PortRange | None, count: int) -> Iterator[Fix]:
    first = port.first
    if first is None or port.is_variable or target is None or len(target.numbers) > 1:
        return
    if first + count - 1 <= HIGHEST_PORT:
        ports = f"{first}-{first + count - 1}"
        yield Fix(WIDEN.fill(ports=ports), (Edit(port.span, ports),), is_preferred=True)


RULE = Rule("warning", check, JAPANESE)
