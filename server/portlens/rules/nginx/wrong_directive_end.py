"""A directive that ends otherwise than nginx takes it

`listen` and its like end with `;` and have no block, `server` and its like have a block in braces.
nginx refuses the other way round: `directive "listen" is not terminated by ";"`, `directive
"server" has no opening "{"`. Where a `;` is forgotten, it takes the next line as more words of the
same directive, and names that line or an odd parameter.

It refuses a `;` without a directive before it as well (`listen 80;;`, `};`, `server { ; }`), a `}`
that closes nothing, and what stands right behind a closing quote (`listen "80"default_server;`).

Nothing is said of directives that nginx's own modules do not have, nor inside of their blocks.

## Example

```nginx
http {
    server {
        listen 8080 { }
        listen 8081
        server_name example.com;
    }
}
```

## Instead

```nginx
http {
    server {
        listen 8080;
        listen 8081;
        server_name example.com;
    }
}
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule, check_faults
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "block": Phrase(
        "{directive} takes no block: nginx wants ; here",
        "{directive} にはブロックを書けません: nginx ではここに ; が必要です",
    ),
    "no-block": Phrase(
        "{directive} needs a block: nginx wants {{ here",
        "{directive} にはブロックが必要です: nginx ではここに {{ が必要です",
    ),
    "no-semicolon": Phrase(
        "no ; ends this {directive}: nginx takes what follows for more of it",
        "この {directive} の末尾に ; がないため、nginx は後に続くものもその一部として読みます",
    ),
    "stray": Phrase(
        "this ; ends nothing: nginx refuses one without a directive before it",
        "この ; で終わるディレクティブがありません: nginx は ; だけの記述を拒否します",
    ),
    "brace": Phrase(
        "this }} closes nothing: nginx refuses it",
        "この }} に対応するブロックがないため、nginx は受け付けません",
    ),
    "quote": Phrase(
        "nginx wants a blank, ; or {{ behind a closing quote",
        "閉じ引用符の後には空白、; または {{ が必要です",
    ),
}
END = Phrase("End it with ;", "末尾に ; を付ける")
REMOVE = Phrase("Remove the ;", "; を削除する")
BLANK = Phrase("Write a blank here", "ここに空白を入れる")

JAPANESE = """
nginx が受け付けない終わり方のディレクティブ

`listen` などは `;` で終わりブロックを持たず、`server` などは波括弧のブロックを持ちます。
逆の書き方を nginx は拒否します（`directive "listen" is not terminated by ";"`、
`directive "server" has no opening "{"`）。
`;` を忘れると次の行も同じディレクティブの続きとして読まれ、
次の行や見慣れないパラメーターがエラーになります。

前にディレクティブのない `;`（`listen 80;;`、`};`、`server { ; }`）、対応するブロックのない `}`、
閉じ引用符の直後に続く文字（`listen "80"default_server;`）も nginx は拒否します。

nginx 自身のモジュールにないディレクティブと、そのブロックの中については何も報告しません。
"""

_EMPTY = regex(r"\{[ \t\r\n]*\}")


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the `;` that is forgotten, or that takes the place of an empty block."""
    start, end = fault.span
    if fault.reason == "stray":
        while document.text[start - 1] in " \t":
            start -= 1
        yield Fix(REMOVE, (Edit(Span(start, end), ""),), is_preferred=True)
    if fault.reason == "quote":
        ends = document.text[start] == "}"
        yield Fix(END if ends else BLANK, (Edit(Span(start, start), ";" if ends else " "),))
    if fault.reason == "no-semicolon":
        if document.text[end : end + 1] in "\"'":  # the words of a span are without their quotes
            end += 1
        edit = Edit(Span(end, end), ";")
        yield Fix(END, (edit,), is_preferred=True)
    elif fault.reason == "block" and (empty := _EMPTY.match(document.text, start)) is not None:
        while document.text[start - 1] in " \t":
            start -= 1
        edit = Edit(Span(start, empty.end()), ";")
        yield Fix(END, (edit,), is_preferred=True)


RULE = Rule("error", check_faults("wrong-directive-end", MESSAGES, _fixes), JAPANESE)
