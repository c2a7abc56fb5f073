"""Text where a port must stand

What stands here is neither a number nor, where the program takes one, a service name that it
knows. The program refuses the file, or reads the word as something else than a port.

## Example

```nginx
server { location / { proxy_pass http://127.0.0.1:eighty; } }
```

## Instead

```nginx
server { location / { proxy_pass http://127.0.0.1:80; } }
```
"""

from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase

MESSAGES = {
    "not-a-number": Phrase(
        "{text} is not a port number",
        "{text} はポート番号ではありません",
    ),
}

JAPANESE = """
ポートを書く場所にある、ポートではない文字列

数値でもなく、プログラムが受け付けるサービス名でもありません。
プログラムはこのファイルを拒否するか、ポートではない別のものとして読みます。
"""

RULE = Rule("error", check_faults("invalid-port", MESSAGES), JAPANESE)
