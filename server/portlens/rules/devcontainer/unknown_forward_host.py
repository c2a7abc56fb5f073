"""A host in `forwardPorts` that no service of the project has

`"db:5432"` forwards a port of another service of the Compose project, by the name that the
development container knows it by: that of a service on one of its networks, its container name,
host name or alias. With a name that is not there nothing is forwarded.

Nothing is said of names with a dot in them, of `localhost`, and where more names may be known than
the files show: several Compose files none of which lies in `.devcontainer`, external networks,
`extra_hosts`, `dns`.

## Example

```devcontainer path=.devcontainer/devcontainer.json
{
  "dockerComposeFile": "compose.yaml",
  "service": "app",
  "forwardPorts": [3000, "database:5432"]
}
```

```compose path=.devcontainer/compose.yaml
services:
  app:
    image: mcr.microsoft.com/devcontainers/base
  db:
    image: postgres
```

## Instead

```devcontainer path=.devcontainer/devcontainer.json
{
  "dockerComposeFile": "compose.yaml",
  "service": "app",
  "forwardPorts": [3000, "db:5432"]
}
```

```compose path=.devcontainer/compose.yaml
services:
  app:
    image: mcr.microsoft.com/devcontainers/base
  db:
    image: postgres
```
"""

from collections.abc import Iterator

from portlens.formats.devcontainer.configuration import Entry
from portlens.model.finding import Finding
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules._unknown_names import Words, unknown_names
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "nothing is forwarded: no service of this project is called {name}",
    "何も転送されません。このプロジェクトに {name} という名前のサービスはありません",
)
NEAREST = Phrase(
    "nothing is forwarded: no service of this project is called {name}; the nearest is {near}",
    "何も転送されません。このプロジェクトに {name} という名前のサービスはありません"
    "（近い名前: {near}）",
)
NAMELESS = Phrase(
    "nothing is forwarded: the service {name} has no network of its own, and so no name on this"
    " one",
    "何も転送されません。サービス {name} は自分のネットワークを持たず、その名前では見つかりません",
)

JAPANESE = """
プロジェクトのどのサービスにもない `forwardPorts` のホスト

`"db:5432"` は Compose プロジェクトの別のサービスのポートを転送します。ホストには、開発コンテナー
から見える名前、つまりネットワークを共有するサービスの名前、コンテナー名、ホスト名、エイリアスを
書きます。存在しない名前では何も転送されません。

ドットを含む名前、`localhost`、ファイルから分かる以外の名前があり得る場合
（`.devcontainer` の外だけにある複数の Compose ファイル、外部ネットワーク、`extra_hosts`、`dns`）
については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that the development container will not find."""
    words = Words(MESSAGE, NEAREST, NAMELESS)
    yield from unknown_names(document, context, _is_forwarded, words)


def _is_forwarded(connection: Connection) -> bool:
    detail = connection.use.detail
    return isinstance(detail, Entry) and detail.kind == "forward"


RULE = Rule("warning", check, JAPANESE)
