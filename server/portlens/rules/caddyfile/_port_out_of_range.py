"""port-out-of-range in Caddyfiles: numbers that Caddy takes, and cannot connect to."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "dial": Phrase(
        "{text} is not a port: the highest is 65535, and every request to this upstream fails",
        "{text} はポート番号ではありません: 最大は 65535 で、"
        "このアップストリームへのリクエストはすべて失敗します",
    ),
}
MILD = frozenset({"dial"})
