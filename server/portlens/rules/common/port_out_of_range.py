"""A number that no port can have

A port number has 16 bits: 65535 is the highest there is, and most programs refuse 0 as well.
nginx, sshd and Docker Compose stop at such a number; the C library quietly reads another
port in its place.

## Example

```nginx
server { listen 80000; }
```

## Instead

```nginx
server { listen 8000; }
```
"""

from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.phrase import Phrase

MESSAGES = {
    "highest": Phrase(
        "{text} is not a port: the highest is 65535",
        "{text} はポート番号ではありません: 最大は 65535 です",
    ),
    "lowest": Phrase(
        "{text} is not a port here: the lowest is {lowest}",
        "{text} はここではポート番号になりません: 最小は {lowest} です",
    ),
    "exposed": Phrase(
        "nothing can listen on port 0: Docker takes the entry, and nothing comes of it",
        "ポート 0 では待ち受けできません: Docker は受け付けますが、効果はありません",
    ),
    "wraps": Phrase(
        "{text} is not a port: the C library reads {number} in its place",
        "{text} はポート番号ではありません: C ライブラリは {number} と読みます",
    ),
}

JAPANESE = """
ポート番号としてあり得ない数値

ポート番号は 16 ビットなので最大は 65535 です。0 もほとんどのプログラムで使えません。
nginx、sshd、Docker Compose はこのような数値で停止し、C ライブラリは黙って別のポートとして読みます。
"""

RULE = Rule(
    "error",
    check_faults("port-out-of-range", MESSAGES, mild={"exposed"}),
    JAPANESE,
    left_by_reader("port-out-of-range"),
)
