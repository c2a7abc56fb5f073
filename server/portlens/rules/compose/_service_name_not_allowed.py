"""What Compose says of a service name in the place of a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "docker": Phrase(
        "Compose takes numbers only: {text} is port {port}",
        "Compose が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
}
