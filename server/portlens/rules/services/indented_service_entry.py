"""A services line that begins with a blank

glibc skips the blanks, but its manual says that it does not, and other readers of the file
take no such line for an entry. Where the line is the last one and no line break ends it, glibc
2.36 does not skip the blanks rightly: it reads `udpp` for `udp`, and no look-up finds the entry.

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
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

JAPANESE = """
空白で始まる services の行

glibc は行頭の空白を読み飛ばしますが、マニュアルにはそう書かれておらず、
このような行をエントリーとして扱わないプログラムもあります。
また、改行で終わらない最後の行では、glibc 2.36 は空白を正しく読み飛ばせず、
`udp` を `udpp` と読むなどして、エントリーが検索で見つからなくなります。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a hint for the blanks before each usable line."""
    for use in document.uses:
        pause()
        start = use.span.start
        while start and document.text[start - 1] in " \t\v\f":
            start -= 1
        entry = use.detail
        if start < use.span.start and isinstance(entry, Entry) and entry.number is not None:
            blanks = Span(start, use.span.start)
            fix = Fix(REMOVE, (Edit(blanks, ""),), is_safe=True, is_preferred=True)
            finding = Finding(blanks, MESSAGE, fixes=(fix,))
            if _is_unfinished(document.text, use.span.end):
                finding = finding._replace(message=MISREAD, severity="error")
            yield finding


def _is_unfinished(text: str, end: int) -> bool:
    """Tell whether neither a comment nor a line break follows the entry that ends at `end`.

    `__nss_readline` moves the text over the blanks without the NUL that ends it, so that as
    many characters as there were blanks stand at its end twice; a `#` or line break hides it.
    """
    return text.find("\n", end) < 0 and text.find("#", end) < 0


MESSAGE = Phrase(
    "not every program reads a line that begins with a blank",
    "空白で始まる行は読まれないことがあります",
)
MISREAD = Phrase(
    "glibc misreads a line that begins with a blank and has no line break at its end",
    "空白で始まり改行で終わらない行を glibc は誤って読みます",
)
REMOVE = Phrase("Remove the blanks", "空白を削除する")

RULE = Rule("hint", check, JAPANESE)
