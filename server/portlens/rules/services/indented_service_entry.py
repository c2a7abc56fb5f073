"""A services line that begins with a blank

glibc skips the blanks, but its manual says that it does not, and other readers of the file
take no such line for an entry.

## Example

```services
  myapp  4000/tcp
```

## Instead

```services
myapp  4000/tcp
```
"""

from collections.abc import Iterable

from portlens.formats.services.entry import Entry
from portlens.model.finding import Finding, Fix
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.context import Context
from portlens.workspace.document import Document

JAPANESE = """
空白で始まる services の行

glibc は行頭の空白を読み飛ばしますが、マニュアルにはそう書かれておらず、
このような行をエントリーとして扱わないプログラムもあります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a hint for the blanks before each usable line."""
    for use in document.uses:
        start = use.span.start
        while start and document.text[start - 1] in " \t\v\f":
            start -= 1
        entry = use.detail
        if start < use.span.start and isinstance(entry, Entry) and entry.number is not None:
            blanks = Span(start, use.span.start)
            fix = Fix(REMOVE, (Edit(blanks, ""),), is_safe=True, is_preferred=True)
            yield Finding("indented-service-entry", blanks, MESSAGE, fixes=(fix,))


MESSAGE = Phrase(
    "not every program reads a line that begins with a blank",
    "空白で始まる行は読まれないことがあります",
)
REMOVE = Phrase("Remove the blanks", "空白を削除する")

RULE = Rule("hint", check, JAPANESE)
