"""A file or a value that portlens leaves out

The program takes more than portlens does, so what is said of the ports may be incomplete. The
place that names it is told of once.

Files that another one names are read where they lie in the workspace, in a folder or repository
that the command line names, or beside the main file; never from `/proc`, `/sys` and `/dev`. A
configuration of thousands of files, a value of more than 65,536 characters, variables that are
nested more than twenty deep, services with more than a hundred entries from elsewhere each, once
they come to 50,000, and a project whose services share thousands of ports are cut.

## Example

```compose
include: [/dev/shm/base.yaml]
```

```file path=/dev/shm/base.yaml
services:
  web:
    image: nginx
```

## Instead

```compose
include: [base.yaml]
```

```file path=base.yaml
services:
  web:
    image: nginx
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.program import tells_unread, unread
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
portlens が読まないファイルや値

プログラムは portlens よりも多くを読み込むため、ポートについての指摘は不完全かもしれません。
該当する箇所に 1 度だけ表示します。

ほかのファイルが参照するファイルは、ワークスペースの中、コマンドラインで指定したフォルダーや
リポジトリの中、メインのファイルと同じフォルダーにあるときに読み込みます。
`/proc`、`/sys`、`/dev` のファイルは読み込みません。
数千個のファイルからなる設定、65,536 文字を超える値、20 段を超えて入れ子になった変数、
ほかから 100 個を超える項目を取り込むサービス (合計が 50,000 個を超えてから)、
サービス同士が数千個のポートを共有するプロジェクトは、途中までしか扱いません。
"""

MESSAGES = {
    "outside": Phrase(
        "portlens does not read this file: it lies outside of the workspace",
        "ワークスペースの外にあるため、portlens はこのファイルを読みません",
    ),
    "env-outside": Phrase(
        "portlens does not read the .env file of this project: it lies outside of the workspace",
        "このプロジェクトの .env ファイルはワークスペースの外にあるため、portlens は読みません",
    ),
    "too-many": Phrase(
        "portlens does not read all of these files: there are too many",
        "数が多すぎるため、portlens はこれらのファイルの一部しか読みません",
    ),
    "keys": Phrase(
        "portlens does not take all that this service has from elsewhere: there is too much",
        "量が多すぎるため、portlens はこのサービスがほかから取り込むものの一部しか扱いません",
    ),
    "cut": Phrase(
        "portlens does not know this value: it is too long, or its variables are nested too deep",
        "長すぎるか、変数の入れ子が深すぎるため、portlens にはこの値が分かりません",
    ),
}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each place of the document, once."""
    told = set()
    for each in unread(document, context.workspace):
        message = MESSAGES.get(each.reason)
        if message is not None and each not in told:
            told.add(each)
            yield Finding(each.span, message)


RULE = Rule("hint", check, JAPANESE, tells_unread)
