"""No line break at the end of the last line

A file that ends in the middle of a line may have been cut off. Most programs read that line as any
other. HAProxy refuses the whole file since 2.3, where 2.2 only warns: "Missing LF on last line,
file might have been truncated". Nothing of it is started, whatever the line says.

Of a file that another program fills in first, nobody knows how it ends: nothing is said of a
template.

## Example

```haproxy last-line=open
frontend web
    mode http
    bind :8080
```

## Instead

```haproxy
frontend web
    mode http
    bind :8080
```
"""

from collections.abc import Iterable

from portlens.formats._names import is_template_path
from portlens.formats._template import has_other_placeholder
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MISSING = Phrase(
    "the last line has no line break: {program} {since} and newer refuse the whole file",
    "最終行の末尾に改行がありません。{program} {since} 以降はファイル全体を拒否します",
)
ADD = Phrase("Add the line break", "改行を追加する")

JAPANESE = """
最終行の末尾に改行がない

行の途中で終わるファイルは、途中で切れた可能性があります。
ほとんどのプログラムは、その行もほかの行と同じように読みます。
HAProxy は 2.3 からファイル全体を拒否します（2.2 は警告だけです）。
「Missing LF on last line, file might have been truncated」と表示され、
行の内容にかかわらず、何も起動しません。

ほかのプログラムが後で埋めるテンプレートは、どのように終わるか分からないため、何も報告しません。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a finding at the last character of a file that ends in the middle of a line."""
    text, end = document.text, len(document.text)
    since = document.format.needs_last_line_break
    if not since or not text or text.endswith("\n"):
        return
    if is_template_path(document.path) or has_other_placeholder(text):
        return
    fix = Fix(ADD, (Edit(Span(end, end), "\n"),), is_safe=True, is_preferred=True)
    message = MISSING.fill(program=document.format.title, since=since)
    yield Finding(Span(end - 1, end), message, fixes=(fix,))


RULE = Rule("error", check, JAPANESE)
