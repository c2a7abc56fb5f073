"""The same port twice

The second line adds nothing. sshd tries to bind the socket again, fails, writes an error to
its log and goes on. ssh takes the first `Port` of a block and ignores the next. In a services
file only the first name of a port is ever found for its number. Compose takes the same entry
of a service once.

## Example

```sshd_config
Port 22
Port 22
```

## Instead

```sshd_config
Port 22
Port 2222
```
"""

from portlens.rules._own import Own
from portlens.rules._rule import Rule

OWN = Own("duplicate-port")

JAPANESE = """
同じポートの重複

2 つ目の行には効果がありません。sshd は同じソケットをもう一度バインドしようとして失敗し、
エラーをログに書いて続行します。ssh はブロックの最初の Port だけを使い、次のものを無視します。
services では、番号から検索できるのはそのポートの最初の名前だけです。
Compose では、1 つのサービスの同じ項目は 1 回だけ使われます。
"""

RULE = Rule("warning", OWN.check, JAPANESE, OWN.speaks_of)
