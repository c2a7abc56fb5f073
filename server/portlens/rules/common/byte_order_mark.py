"""A byte order mark before the first line

Some editors put three bytes that nobody sees at the beginning of a file in UTF-8. To nginx and
OpenSSH they are letters of the first word, even where that is a comment: they refuse the file.
The C library takes them for a part of the first name in /etc/services, which nobody then finds.
`portlens check --fix` takes them away; an editor does when it saves the file in UTF-8 without a
byte order mark.
A file in UTF-16 none of these programs can read at all, nor can Docker read such a Dockerfile
or systemd such a unit. Compose, Prometheus and Kubernetes read YAML in UTF-16.

## Example

```sshd_config
\ufeff# port of the server
Port 2222
```

## Instead

```sshd_config
# port of the server
Port 2222
```
"""

from collections.abc import Iterable

from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

REFUSED = Phrase(
    "the file begins with a byte order mark, and the program refuses it: save it without",
    "ファイルの先頭に BOM があるため、プログラムに拒否されます。BOM なしで保存してください",
)
HIDES = Phrase(
    "the byte order mark at the beginning of the file becomes a part of the first name",
    "ファイルの先頭の BOM が最初の名前の一部になります",
)
UTF_16 = Phrase(
    "the file is in UTF-16, which the program cannot read: save it in UTF-8",
    "ファイルが UTF-16 のため、プログラムは読めません。UTF-8 で保存してください",
)
REMOVE = Phrase("Remove the byte order mark", "BOM を削除する")

JAPANESE = """
最初の行の前の BOM

エディターによっては、UTF-8 のファイルの先頭に見えない 3 バイト (BOM) を付けます。
nginx と OpenSSH にとっては最初の単語の文字であり、最初の行がコメントでもファイルを拒否します。
`portlens check --fix` で削除できます。エディターでは、BOM なしの UTF-8 で保存します。
C ライブラリーは /etc/services の最初の名前の一部とみなすため、その名前は見つからなくなります。
UTF-16 のファイルは、これらのプログラムではまったく読めません。
Dockerfile や systemd のユニットも同じです。
Compose、Prometheus、Kubernetes は UTF-16 の YAML を読めます。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding at the beginning of a file that has such a mark."""
    start = Span(0, min(1, len(document.text)))
    mark = context.workspace.mark(document)
    if mark == "utf-16":
        if not document.format.reads_utf_16:
            yield Finding(start, UTF_16)
    elif mark and document.format.byte_order_mark != "taken":
        # Where the text does not hold the mark, as in most editors, only who writes the file can
        # leave it out.
        fix = Fix(REMOVE, (), is_safe=True, is_preferred=True, of_file="unmarked")
        if document.text.startswith("\ufeff"):
            fix = fix._replace(edits=(Edit(Span(0, 1), ""),), of_file="")
        fixes = (fix,)
        if document.format.byte_order_mark == "refused":
            yield Finding(start, REFUSED, fixes=fixes)
        elif any(document.lines.position(use.span.start).line == 0 for use in document.uses[:1]):
            yield Finding(start, HIDES, fixes=fixes, severity="warning")


RULE = Rule("error", check, JAPANESE, speaks_of=lambda format_: not format_.reads_utf_16)
