"""service-name-not-allowed in httpd's files."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "apache": Phrase(
        "httpd takes numbers only: {text} is port {port}",
        "httpd が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
}
