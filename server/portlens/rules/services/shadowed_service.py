"""An entry that no look-up can reach

The C library reads a services file from its beginning and takes the first line that fits. A
name that an earlier line gives to another port of the same protocol is never found here, and
a line whose names and port all stand above is dead.

## Example

```services
myapp   4000/tcp
myapp   4001/tcp
```

## Instead

```services
myapp     4000/tcp
myapp-db  4001/tcp
```
"""

from collections.abc import Iterable, Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules.services._names import Reached, reached
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

JAPANESE = """
どの検索でも見つからないエントリー

C ライブラリは services を先頭から読み、最初に一致した行を使います。同じプロトコルの別のポートに
先に付けられた名前はここでは見つからず、名前もポートも前の行にある行はまったく使われません。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a hint for each dead line, and for each name that leads elsewhere."""
    for line in reached(document):
        pause()
        if line.is_dead:
            yield _dead(document, line)
        else:
            yield from _elsewhere(document, line)


def _dead(document: Document, line: Reached) -> Finding:
    before = line.by_name[0] or line.use
    values = _values(document, line, before)
    # Safe: nothing ever finds the line.
    fix = Fix(REMOVE, (_removal(document, line.use),), is_safe=True, is_preferred=True)
    return Finding(
        line.use.span,
        DEAD.fill(**values),
        related=(Related(before.span, FIRST),),
        fixes=(fix,),
        is_unnecessary=True,
    )


def _elsewhere(document: Document, line: Reached) -> Iterator[Finding]:
    spans = line.entry.name_spans(document.text)
    for name, span, before in zip(line.entry.names, spans, line.by_name, strict=True):
        if before is None or getattr(before.detail, "number", None) == line.entry.number:
            continue  # the same port under the same name: it makes no difference
        values = {**_values(document, line, before), "name": name}
        yield Finding(span, TAKEN.fill(**values), related=(Related(before.span, FIRST),))


def _values(document: Document, line: Reached, before: PortUse) -> dict[str, object]:
    return {
        "line": document.lines.position(before.span.start).line + 1,
        "port": f"{getattr(before.detail, 'number', None)}/{line.entry.protocol}",
    }


def _removal(document: Document, use: PortUse) -> Edit:
    lines = document.lines
    line = lines.line_span(lines.position(use.span.start).line)
    end = line.end
    while end < len(document.text) and document.text[end] in "\r\n":
        end += 1
        if document.text[end - 1] == "\n":
            break
    return Edit(Span(line.start, end), "")


DEAD = Phrase(
    "no look-up reaches this line: line {line} comes first",
    "この行はどの検索でも見つかりません: {line} 行目が先です",
)
TAKEN = Phrase(
    "a look-up of {name} finds {port} in line {line}",
    "{name} を検索すると {line} 行目の {port} が見つかります",
)
FIRST = Phrase("this one is found", "こちらが見つかります")
REMOVE = Phrase("Remove the line", "行を削除する")

RULE = Rule("hint", check, JAPANESE)
