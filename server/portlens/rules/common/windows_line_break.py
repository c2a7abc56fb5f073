"""A line that ends as on Windows, where the program wants a line feed alone

Editors on Windows end each line with two characters, a carriage return and a line feed. Most
programs pass over the first. To nft it is junk: "syntax error, unexpected junk". iptables-restore
takes it for a part of the last word, so that `*filter` is no table and `COMMIT` no end of one. Both
refuse the whole file as it stands. Behind a comment it does no harm.

The finding stands at the first such place and speaks of the whole file. It is a warning, since Git
may have written the line ends of a checkout on Windows, and others elsewhere. `portlens check
--fix` ends all lines of the file with a line feed alone and leaves the rest as it is; in an editor,
which keeps line ends to itself, its status bar says how they are saved. Nothing is said of a
template, whose lines end as the program that fills it in has them.

## Example

```nftables line-ends=crlf
define web = 80
```

## Instead

```nftables
define web = 80
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats._format import Fault, Format
from portlens.formats._names import is_template_path
from portlens.formats._template import has_other_placeholder
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "nftables": Phrase(
        "a carriage return ends this line, and nft refuses the file: save it with line feeds alone",
        "行末に復帰文字（CR）があるため、nft はこのファイルを拒否します。"
        "改行コード LF で保存してください",
    ),
    "iptables": Phrase(
        "a carriage return ends this line, and iptables-restore refuses the file: save it with line"
        " feeds alone",
        "行末に復帰文字（CR）があるため、iptables-restore はこのファイルを拒否します。"
        "改行コード LF で保存してください",
    ),
}

JAPANESE = """
プログラムが LF だけを受け付ける場所にある Windows の改行

Windows のエディターは、行末に復帰文字（CR）と改行文字（LF）の 2 文字を書きます。
ほとんどのプログラムは CR を読み飛ばします。
nft にとっては不正な文字で、「syntax error, unexpected junk」と表示されます。
iptables-restore は最後の単語の一部とみなすため、`*filter` はテーブルにならず、
`COMMIT` は終わりになりません。
どちらもこのままではファイル全体を拒否します。コメントの後にある場合は無害です。

指摘は最初の 1 か所だけに表示され、ファイル全体についてのものです。
Windows でのチェックアウトでは Git が改行コードを変えている場合があるため、警告にとどめます。
`portlens check --fix` は、ほかの内容を変えずにファイルのすべての行末を LF にします。
エディターでは、ステータスバーなどで改行コードを選んで保存します。
ほかのプログラムが後で埋めるテンプレートでは、どのような改行になるか分からないため、何も報告しません。
"""

LINE_FEEDS = Phrase(
    "End {count} lines with a line feed alone", "{count} 行の改行コードを LF にする"
)
LINE_FEED = Phrase("End the line with a line feed alone", "行の改行コードを LF にする")


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the cure of the whole file, which nothing reads as it is."""
    count = document.text.count("\r\n") + document.text.endswith("\r")
    if count:
        title = LINE_FEED if count == 1 else LINE_FEEDS.fill(count=count)
        yield Fix(title, (), is_safe=True, is_preferred=True, of_file="line-feeds")


_check_faults = check_faults("windows-line-break", MESSAGES, _fixes)


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield what a reader leaves, of a file that is read as it stands."""
    if is_template_path(document.path) or has_other_placeholder(document.text):
        return ()
    return _check_faults(document, context)


def _may_refuse(format_: Format) -> bool:
    return "windows-line-break" in (format_.faults or ())


RULE = Rule("warning", check, JAPANESE, _may_refuse)
