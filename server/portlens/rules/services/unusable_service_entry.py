"""A services line that the C library skips or misreads

A line of /etc/services is `name port/protocol aliases`. The C library (glibc) says nothing of
a line that looks otherwise: it skips the line, or takes another port or no protocol from it.
A look-up of the name then fails in every program.

## Example

```services
myapp   4000
other   0120/tcp
```

## Instead

```services
myapp   4000/tcp
other   120/tcp
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats._format import Fault
from portlens.formats.services.entry import Entry
from portlens.model.finding import Finding, Fix, Severity
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import split_blanks, strip_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "no-port": Phrase(
        "{name} has no port: the C library skips the line",
        "{name} にポートがありません: C ライブラリはこの行を無視します",
    ),
    "not-a-number": Phrase(
        "no port number stands here: the C library skips the line",
        "ここにポート番号がありません: C ライブラリはこの行を無視します",
    ),
    "swapped": Phrase(
        "name and port are swapped: the C library skips the line",
        "名前とポートが逆です: C ライブラリはこの行を無視します",
    ),
    "range": Phrase(
        "a line names one port, not a range: the C library skips the line",
        "1 行に書けるのは 1 つのポートで、範囲は書けません: C ライブラリはこの行を無視します",
    ),
    "comma": Phrase(
        "a slash stands between port and protocol, not a comma",
        "ポートとプロトコルの間はコンマではなくスラッシュです",
    ),
    "no-octal": Phrase(
        "{text} is no octal number, as the leading 0 says: the C library skips the line",
        "{text} は先頭の 0 が示す 8 進数として正しくありません: C ライブラリはこの行を無視します",
    ),
    "no-protocol": Phrase(
        "no protocol is written: no look-up finds {name}",
        "プロトコルがありません: {name} はどの検索でも見つかりません",
    ),
    "blank-before-slash": Phrase(
        "a blank before the slash makes the C library skip the line",
        "スラッシュの前に空白があると C ライブラリはこの行を無視します",
    ),
    "blank-after-slash": Phrase(
        "a blank after the slash makes the protocol an alias: no look-up finds {name}",
        "スラッシュの後に空白があるとプロトコルが別名になり、{name} は検索で見つかりません",
    ),
    "upper-case": Phrase(
        "{text} is not {lower}: case counts in every look-up",
        "{text} は {lower} とは別です: 検索では大文字と小文字が区別されます",
    ),
    "octal": Phrase(
        "{text} is read as {number}: the leading 0 makes it octal",
        "{text} は {number} と読まれます: 先頭の 0 は 8 進数を表します",
    ),
    "hexadecimal": Phrase(
        "{text} is read as {number}: write ports in decimal",
        "{text} は {number} と読まれます: ポートは 10 進数で書きます",
    ),
}

# The library does use these lines, though hardly as their writer thinks.
_MILD = frozenset({"upper-case", "octal", "hexadecimal"})

SWAP = Phrase("Put the name first", "名前を先に書く")
WRITE = Phrase("Write {text}", "{text} と書く")

JAPANESE = """
C ライブラリが無視するか誤って読む services の行

/etc/services の行は `名前 ポート/プロトコル 別名` です。
C ライブラリ (glibc) はこの形ではない行について何も知らせず、
行を無視するか、別のポートとして、またはプロトコルなしとして読みます。
その結果、どのプログラムでもその名前の検索に失敗します。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:  # noqa: ARG001
    """Yield a finding for each line that the reader found unusable."""
    for fault in document.reading.faults:
        pause()
        if fault.rule != "unusable-service-entry" or fault.use is None:
            continue
        text = fault.span.of(document.text)
        values = {"text": text, "lower": text.lower(), "name": fault.use.name}
        message = MESSAGES[fault.reason].fill(**{**values, **fault.values})
        severity: Severity | None = "warning" if fault.reason in _MILD else None
        fixes = tuple(_fixes(fault, document.text))
        yield Finding(fault.span, message, fixes=fixes, severity=severity)


def _fixes(fault: Fault, text: str) -> Iterator[Fix]:
    use = fault.use
    if use is None or use.port is None or not isinstance(use.detail, Entry):
        return
    written = fault.span.of(text)
    entry, port = use.detail, use.port.span
    match fault.reason:
        case "swapped" if entry.name:
            swapped = f"{entry.name}\t{port.of(text)}/{entry.protocol}"
            yield Fix(SWAP, (Edit(use.span, swapped),), is_preferred=True)
        case "comma":
            yield _write(fault.span, written.replace(",", "/"))
        case "no-octal":
            yield _write(fault.span, written.lstrip("0") or "0")
        case "no-protocol":
            yield from _with_protocol(port, text)
        case "blank-before-slash" | "blank-after-slash":
            yield from _closed_up(port, use.span, text)
        case "upper-case":
            # not safe: the line would then stand before a later one with its name or port
            yield _write(fault.span, written.lower())
        case "octal" | "hexadecimal":
            yield from _in_decimal(fault, written, entry)


def _with_protocol(port: Span, text: str) -> Iterator[Fix]:
    slash = text[port.end : port.end + 1] == "/"
    for protocol in ("tcp", "udp"):
        edit = Edit(Span(port.start, port.end + slash), f"{port.of(text)}/{protocol}")
        yield Fix(WRITE.fill(text=edit.text), (edit,))


def _in_decimal(fault: Fault, written: str, entry: Entry) -> Iterator[Fix]:
    """Yield the number that the library reads, and the one that was probably meant."""
    yield _write(fault.span, str(entry.number), is_safe=True)
    if fault.reason == "octal":
        meant = written.lstrip("+0")
        yield Fix(WRITE.fill(text=meant), (Edit(fault.span, meant),))


def _write(span: Span, text: str, *, is_safe: bool = False) -> Fix:
    return Fix(WRITE.fill(text=text), (Edit(span, text),), is_safe=is_safe, is_preferred=True)


def _closed_up(port: Span, entry: Span, text: str) -> Iterator[Fix]:
    """Yield the line with the blanks around its slash taken out."""
    rest = text[port.end : entry.end]
    before, slash, after = rest.partition("/")
    if slash and not strip_blanks(before):
        word = split_blanks(after.lstrip("/ \t"))[0:1]
        if word:
            stop = port.end + rest.index(word[0], len(before)) + len(word[0])
            closed = f"{port.of(text)}/{word[0]}"
            yield _write(Span(port.start, stop), closed)


RULE = Rule("error", check, JAPANESE)
