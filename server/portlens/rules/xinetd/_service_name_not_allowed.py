"""service-name-not-allowed in xinetd's files: `port` is a number, the service has the name."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "xinetd": Phrase(
        "xinetd takes numbers only: {text} is port {port}",
        "xinetd が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
}
