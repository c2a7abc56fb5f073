"""port-out-of-range in HAProxy's files: numbers that it takes, and reads as others."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "read-as": Phrase(
        "{text} is not a port: HAProxy reads {number} in its place",
        "{text} はポート番号ではありません: HAProxy は {number} と読みます",
    ),
    "check": Phrase(
        "{text} is not a port: HAProxy takes it and checks {number}",
        "{text} はポート番号ではありません: HAProxy はそのまま受け付け、{number} を検査します",
    ),
}
MILD = frozenset({"read-as", "check"})
