"""Where ufw misses a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "ufw": Phrase(
        "a port is missing here: ufw cannot use the profile",
        "ここにポートがありません: ufw はこのプロファイルを使えません",
    ),
}
