"""A suppression that suppresses nothing

The comment names a rule that has nothing to say here, or one that does not exist. It was
right once and would hide a new mistake tomorrow; remove it.

## Example

```nginx
server { listen 80; }  # portlens: ignore[unregistered-port]
```

## Instead

```nginx
server { listen 80; }
```
"""

from portlens.rules._rule import Rule

JAPANESE = """
何も抑制していない抑制コメント

コメントに書かれたルールはここでは何も報告しないか、存在しません。
かつては正しかったとしても、明日の新しい間違いを隠してしまうので削除します。
"""

RULE = Rule("hint", None, JAPANESE)
