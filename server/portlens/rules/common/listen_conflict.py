"""Sockets that cannot be bound together

The program's own test finds nothing wrong, since only the kernel knows: on one port, a
wildcard address and any other address of its family exclude each other (on Linux). The
program fails when it starts, or goes on without one of the sockets. sshd binds its addresses
from the last line to the first, so that the later line wins, and tells of the other only in
its log.

## Example

```sshd_config
ListenAddress 0.0.0.0:22
ListenAddress 127.0.0.1:22
```

## Instead

```sshd_config
ListenAddress 0.0.0.0:22
ListenAddress 127.0.0.1:2222
```
"""

from portlens.rules._own import Own
from portlens.rules._rule import Rule

OWN = Own("listen-conflict")

JAPANESE = """
同時にバインドできないソケット

カーネルだけが知っていることなので、プログラム自身の検査では見つかりません。
同じポートでは、ワイルドカードアドレスと同じファミリーの他のアドレスは
同時に使えません (Linux の場合)。
プログラムは起動時に失敗するか、片方のソケットなしで動き続けます。
sshd は最後の行から順にバインドするため後の行が勝ち、もう一方のことはログに書くだけです。
"""

RULE = Rule("error", OWN.check, JAPANESE, OWN.speaks_of)
