"""A service or a file that `extends` or `include` does not find

Compose stops before it looks at any port: the service is not there, the file is not there, the
chain comes back to where it began, or an included file defines a service that exists already.
So it does at a `.env` file with a quote that is never closed, or with a line that sets nothing.
What the chain would have brought in is not known here either, so the other rules look at the
rest of the project alone.

Nothing is said of files somewhere in the network, and of names that depend on a variable
without a value.

## Example

```compose
services:
  web:
    image: nginx
    extends: base
```

## Instead

```compose
services:
  base:
    image: nginx
  web:
    extends: base
```
"""

from collections.abc import Iterator
from posixpath import basename

from portlens.model.finding import Finding, Related, Severity
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.rules._rule import ITSELF, Rule
from portlens.text.escape import label
from portlens.text.line_index import LineIndex
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "extends-circle": Phrase("extends comes back to this service", "extends が循環しています"),
    "extends-service": Phrase("there is no such service to extend", "継承元のサービスがありません"),
    "extends-file": Phrase("there is no such file to extend from", "継承元のファイルがありません"),
    "include-circle": Phrase("include comes back to this file", "include が循環しています"),
    "include-file": Phrase("there is no such file to include", "include するファイルがありません"),
    "env": Phrase(
        "Compose cannot read line {line} of {file}",
        "{file} の {line} 行目を Compose が読めません",
    ),
    "conflict": Phrase(
        "the included file defines a service that is there already",
        "include したファイルが既存のサービスを定義しています",
    ),
}

# A file that is not there yet may be written by another program before Compose is started.
SEVERITIES: dict[str, Severity] = {"extends-file": "warning", "include-file": "warning"}

JAPANESE = """
`extends` や `include` の参照先がない

サービスやファイルが存在しない、連鎖が循環している、または include したファイルが既存のサービスを
定義している場合、Compose はポートを見る前に停止します。
閉じられていない引用符や、何も設定しない行のある `.env` ファイルでも停止します。
参照先の内容はここでも分からないため、ほかのルールはプロジェクトの残りの部分だけを調べます。

ネットワーク上のファイルと、値のない変数を含む名前については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each reference in the document that leads nowhere."""
    told = set()
    for problem in project_of(document, context.workspace).problems:
        message = MESSAGES.get(problem.kind)
        if message is None or problem.document.path != document.path or problem.span in told:
            continue
        told.add(problem.span)
        severity = SEVERITIES.get(problem.kind)
        related: tuple[Related, ...] = ()
        if problem.place is not None:
            path, span = problem.place
            text = context.workspace.text(path) or ""
            line = LineIndex(text).position(span.start).line + 1
            message = message.fill(file=label(basename(path)), line=line)
            related = (Related(span, ITSELF, path),)
        yield Finding(problem.span, message, related, severity=severity)


RULE = Rule("error", check, JAPANESE)
