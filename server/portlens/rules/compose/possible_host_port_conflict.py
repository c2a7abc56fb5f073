"""Two services that may publish the same port of the host

As long as nobody sets the variable, both services ask for one port and the second fails to
start. The default is there to be changed, so this is a warning; a value in the `.env` file
beside the project is taken for final. The `env_file` of an `include` only has defaults: the
project's own `.env` file goes before it.

The same goes for two projects, or a project and another program, that the setting `hosts` puts on
one machine.

A range for one port of the container (`8080-8082:80`) that holds another entry's port gets a
hint: Docker picks any free port of the range, and whoever comes second fails.

A file whose `include` lines bring in more than five such pairs, with defaults or without, is a
collection of which nobody starts everything: it gets one warning that lists them.

## Example

```compose
services:
  web:
    image: nginx
    ports:
      - "${WEB_PORT:-8080}:80"
  api:
    image: httpd
    ports:
      - "${API_PORT:-8080}:8000"
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - "${WEB_PORT:-8080}:80"
  api:
    image: httpd
    ports:
      - "${API_PORT:-8081}:8000"
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._across import possible_conflicts_across
from portlens.rules._rule import Rule
from portlens.rules.compose._collection import collection_finding, told
from portlens.rules.compose._conflicts import conflicts
from portlens.rules.compose._covered_ranges import covered_ranges, partly_taken
from portlens.rules.compose._shared_ranges import shared_ranges
from portlens.workspace.document import Document

JAPANESE = """
ホストの同じポートを公開する可能性のある 2 つのサービス

変数を設定しない限り、どちらのサービスも同じポートを求め、2 つ目は起動できません。
既定値は変えるためのものなので警告にとどめます。
プロジェクトの `.env` に書かれた値は確定したものとして扱います。`include` の `env_file` の値は、
プロジェクトの `.env` が優先されるため、既定値として扱います。

設定 `hosts` で 1 台のマシンにまとめた 2 つのプロジェクトや、ほかのプログラムとの間でも同様です。

コンテナーの 1 つのポートに対する範囲（`8080-8082:80`）に別の項目のポートが含まれる場合はヒントに
します。Docker は範囲の空きポートを任意に選び、後から起動した方が失敗します。

`include` で取り込んだサービスの組が 6 つ以上衝突するファイルは、全体を同時に起動しない寄せ集めと
みなし、既定値によるかどうかにかかわらず、すべてをまとめて 1 件の警告にします。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each conflict that a variable's default decides."""
    found = told(conflicts(document, context))
    for conflict in found.possible:
        from portlens.rules.compose._words import conflict_finding  # most files have none

        yield conflict_finding(conflict, document)
    if found.together:
        yield collection_finding(found.together)
    yield from covered_ranges(document, context, is_possible=True)
    yield from shared_ranges(document, context, is_possible=True)
    yield from partly_taken(document, context)
    yield from possible_conflicts_across(document, context)


RULE = Rule("warning", check, JAPANESE)
