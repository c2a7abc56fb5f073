"""Where firewalld misses a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "firewalld": Phrase(
        "a port is missing here: firewalld refuses the file",
        "ここにポートがありません: firewalld はこのファイルを拒否します",
    ),
    "rule-firewalld": Phrase(
        "a port is missing here: firewalld leaves out the rule",
        "ここにポートがありません: firewalld はこの規則を無視します",
    ),
    "forward": Phrase(
        "nothing says where packets are forwarded to: firewalld wants to-port, to-addr or both",
        "転送先がありません: to-port か to-addr、または両方が必要です",
    ),
    "rule-forward": Phrase(
        "nothing says where packets are forwarded to: firewalld leaves out the rule",
        "転送先がありません: firewalld はこの規則を無視します",
    ),
}
MILD = frozenset({"rule-firewalld", "rule-forward"})
