"""service-name-not-allowed in HAProxy's files."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "haproxy": Phrase(
        "HAProxy takes numbers only: {text} is port {port}",
        "HAProxy が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
}
