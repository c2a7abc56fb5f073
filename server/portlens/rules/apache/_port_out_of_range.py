"""port-out-of-range in httpd's files: numbers that it takes, and reads as others."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "read-as": Phrase(
        "{text} is not a port: httpd reads {number} in its place",
        "{text} はポート番号ではありません: httpd は {number} と読みます",
    ),
}
MILD = frozenset({"read-as"})
