"""Where iptables-restore misses a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "iptables": Phrase(
        "a port is missing here: iptables-restore refuses the file",
        "ここにポートがありません: iptables-restore はこのファイルを拒否します",
    ),
}
