"""A directive that nginx does not know or allow in its block, or with the wrong number of words

nginx refuses to start: `"listen" directive is not allowed here`, `invalid number of arguments in
"proxy_pass" directive`, `unknown directive "listen:"`. Most often a `}` too many or too few stands
somewhere before, or a blank has come into an address. Of directives that stand in a wrong block the
first is told, where nginx stops. Of names those are told that are written in capitals, or with a
`:` or `=` at their end.

Only directives of nginx's own modules are looked at, those that have to do with ports and the
blocks around them, and only where all blocks around are seen: not in a file of which nobody can
tell where it is included.

## Example

```nginx
http {
    listen 8080;
    server {
        location / { proxy_pass http://127.0.0.1: 8000; }
    }
}
```

## Instead

```nginx
http {
    server {
        listen 8080;
        location / { proxy_pass http://127.0.0.1:8000; }
    }
}
```
"""

from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase

MESSAGES = {
    "unknown": Phrase(
        "nginx calls this directive {known}, and knows no {directive}",
        "nginx でのこのディレクティブの名前は {known} です。{directive} は認識されません",
    ),
    "place": Phrase(
        "nginx does not allow {directive} in this block",
        "nginx ではこのブロックに {directive} を書けません",
    ),
    "too-few": Phrase(
        "{directive} lacks a word: nginx refuses the number of its arguments",
        "{directive} の引数が足りないため、nginx は受け付けません",
    ),
    "too-many": Phrase(
        "{directive} has a word too many: nginx refuses the number of its arguments",
        "{directive} の引数が多すぎるため、nginx は受け付けません",
    ),
}

JAPANESE = """
名前が違うか、置けないブロックにあるか、引数の数が合わないディレクティブ

nginx は起動しません（`"listen" directive is not allowed here`、
`invalid number of arguments in "proxy_pass" directive`、
`unknown directive "listen:"`）。
多くの場合、前のどこかで `}` が多いか足りず、またはアドレスの途中に空白が入っています。
置けないブロックにあるディレクティブは、nginx が停止する最初の 1 つだけを示します。

名前については、大文字で書いたものと、末尾に `:` や `=` が付いたものを示します。

対象は nginx 自身のモジュールの、ポートに関わるディレクティブとそれを囲むブロックで、
外側のブロックがすべて分かる場合だけです。
どこから include されるか分からないファイルについては何も報告しません。
"""

RULE = Rule("error", check_faults("misplaced-directive", MESSAGES), JAPANESE)
